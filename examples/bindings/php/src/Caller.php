<?php

declare(strict_types=1);

namespace Supportcore;

use Supportcore\Exception\SupportcoreException;

/**
 * Who acts, with all methods of the desk: $caller->ticket->reply(ticket_id: ..., body: ...).
 *
 * Made by $desk->agent(3) and its like. It holds no resource: make one a request, or keep it.
 */
final class Caller extends Methods
{
    /**
     * Call a method by its name, such as "ticket.open".
     *
     * @param array<string, mixed> $params
     *
     * @return array<string, mixed> the result
     * @throws SupportcoreException
     */
    public function call(string $method, array $params = []): array
    {
        return $this->channel->call($method, $params);
    }

    /**
     * Answer a JSON-RPC request as it came, errors too: for a bridge to another program.
     *
     * Who asks is this caller, whatever the request says. Throws only where there is no reply.
     */
    public function send(string $request): string
    {
        return $this->channel->send($request);
    }
}
