<?php

declare(strict_types=1);

namespace Supportcore\Methods;

use Supportcore\Exception\SupportcoreException;
use Supportcore\MethodGroup;
use Supportcore\Types;

/**
 * The methods import.*
 *
 * Made of the OpenRPC document by examples/bindings/generate; do not edit.
 *
 * @phpstan-import-type ImportPosition from Types
 * @phpstan-import-type Receipt from Types
 */
final class ImportMethods extends MethodGroup
{
    /**
     * Move the position of an import, in the batch that it belongs to.
     *
     * @param string $source Names the file or feed.
     * @param int $from The position before this batch.
     * @param int $to The position after it.
     *
     * @return Receipt
     * @throws SupportcoreException
     */
    public function mark(
        string $source,
        int $from,
        int $to,
    ): array {
        return $this->channel->call('import.mark', [
            'source' => $source,
            'from' => $from,
            'to' => $to,
        ]);
    }

    /**
     * Ask how far an import has come.
     *
     * @param string $source Names the file or feed.
     *
     * @return ImportPosition
     * @throws SupportcoreException
     */
    public function position(
        string $source,
    ): array {
        return $this->channel->call('import.position', [
            'source' => $source,
        ]);
    }
}
