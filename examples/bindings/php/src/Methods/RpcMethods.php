<?php

declare(strict_types=1);

namespace Supportcore\Methods;

use Supportcore\Exception\SupportcoreException;
use Supportcore\MethodGroup;
use Supportcore\Types;

/**
 * The methods rpc.*
 *
 * Made of the OpenRPC document by examples/bindings/generate; do not edit.
 */
final class RpcMethods extends MethodGroup
{
    /**
     * This document.
     *
     * @return array<string, mixed>
     * @throws SupportcoreException
     */
    public function discover(): array
    {
        return $this->channel->call('rpc.discover', []);
    }
}
