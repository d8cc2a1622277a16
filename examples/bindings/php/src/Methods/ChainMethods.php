<?php

declare(strict_types=1);

namespace Supportcore\Methods;

use Supportcore\Exception\SupportcoreException;
use Supportcore\MethodGroup;
use Supportcore\Types;

/**
 * The methods chain.*
 *
 * Made of the OpenRPC document by examples/bindings/generate; do not edit.
 *
 * @phpstan-import-type ChainHead from Types
 * @phpstan-import-type ChainReport from Types
 */
final class ChainMethods extends MethodGroup
{
    /**
     * Read the end of the event chain, to be kept elsewhere.
     *
     * @return ChainHead
     * @throws SupportcoreException
     */
    public function head(): array
    {
        return $this->channel->call('chain.head', []);
    }

    /**
     * Verify the whole event chain.
     *
     * @param int|null $head_sequence The sequence of a head that was kept elsewhere: is it still
     *   part of the chain?
     * @param string|null $head_hash The hash of that head, in hexadecimal.
     *
     * @return ChainReport
     * @throws SupportcoreException
     */
    public function verify(
        ?int $head_sequence = null,
        ?string $head_hash = null,
    ): array {
        return $this->channel->call('chain.verify', [
            'head_sequence' => $head_sequence,
            'head_hash' => $head_hash,
        ]);
    }
}
