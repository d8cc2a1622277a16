<?php

declare(strict_types=1);

namespace Supportcore\Methods;

use DateTimeInterface;
use Supportcore\Exception\SupportcoreException;
use Supportcore\MethodGroup;
use Supportcore\Types;

/**
 * The methods agent.*
 *
 * Made of the OpenRPC document by examples/bindings/generate; do not edit.
 *
 * @phpstan-import-type Agent from Types
 * @phpstan-import-type AgentList from Types
 * @phpstan-import-type AgentSessionList from Types
 * @phpstan-import-type ThingReceipt from Types
 */
final class AgentMethods extends MethodGroup
{
    /**
     * Read an agent.
     *
     * @param string|int $agent_id The agent.
     *
     * @return Agent
     * @throws SupportcoreException
     */
    public function get(
        string|int $agent_id,
    ): array {
        return $this->channel->call('agent.get', [
            'agent_id' => $agent_id,
        ]);
    }

    /**
     * Read agents in the order of their ids.
     *
     * @param string|int|null $after_id The page after that agent; absent begins at the first.
     * @param int|null $limit Items of the page at most; 0 means 100.
     *
     * @return AgentList
     * @throws SupportcoreException
     */
    public function list(
        string|int|null $after_id = null,
        ?int $limit = null,
    ): array {
        return $this->channel->call('agent.list', [
            'after_id' => $after_id,
            'limit' => $limit,
        ]);
    }

    /**
     * Make or change an agent or a bot.
     *
     * @param string $name The name that customers and colleagues see.
     * @param string|null $idempotency_key The same request with the same key has one effect and
     *   one answer.
     * @param string|int|null $agent_id The agent to change; absent makes a new one.
     * @param int|null $version The version this change was based on; 0 for any.
     * @param 'person'|'bot'|null $kind A person when absent; fixed once made.
     * @param list<string>|null $roles Roles of the policy: together they say what the agent may
     *   do.
     * @param list<string>|null $teams Teams of the policy.
     * @param list<string>|null $skills What they are good at; skills of the policy, when it lists
     *   any.
     * @param list<string>|null $languages Languages they write, as tags: pt-BR; of the policy,
     *   when it lists any.
     * @param int|null $capacity How many open tickets at once; 0 is not stated.
     * @param bool|null $is_departed May no longer act, and is signed out; what they did stays
     *   theirs.
     *
     * @return ThingReceipt
     * @throws SupportcoreException
     */
    public function save(
        string $name,
        ?string $idempotency_key = null,
        string|int|null $agent_id = null,
        ?int $version = null,
        ?string $kind = null,
        ?array $roles = null,
        ?array $teams = null,
        ?array $skills = null,
        ?array $languages = null,
        ?int $capacity = null,
        ?bool $is_departed = null,
    ): array {
        return $this->channel->call('agent.save', [
            'name' => $name,
            'idempotency_key' => $idempotency_key,
            'agent_id' => $agent_id,
            'version' => $version,
            'kind' => $kind,
            'roles' => $roles,
            'teams' => $teams,
            'skills' => $skills,
            'languages' => $languages,
            'capacity' => $capacity,
            'is_departed' => $is_departed,
        ]);
    }

    /**
     * Read when an agent was at the desk, newest first.
     *
     * @param string|int $agent_id The agent or bot.
     * @param DateTimeInterface|string|null $from Sessions that lasted past this time; absent:
     *   since ever.
     * @param DateTimeInterface|string|null $to Sessions that began before this time; absent: until
     *   now.
     * @param string|int|null $after_id The page after that session; absent begins at the newest.
     * @param int|null $limit Items of the page at most; 0 means 100.
     *
     * @return AgentSessionList
     * @throws SupportcoreException
     */
    public function sessions(
        string|int $agent_id,
        DateTimeInterface|string|null $from = null,
        DateTimeInterface|string|null $to = null,
        string|int|null $after_id = null,
        ?int $limit = null,
    ): array {
        return $this->channel->call('agent.sessions', [
            'agent_id' => $agent_id,
            'from' => $from,
            'to' => $to,
            'after_id' => $after_id,
            'limit' => $limit,
        ]);
    }

    /**
     * Say whether an agent or a bot takes work now.
     *
     * @param string|int $agent_id The agent or bot: oneself, unless the actor may also save
     *   agents.
     * @param 'available'|'busy'|'away'|'offline' $availability Whether they take work from now on.
     * @param string|null $idempotency_key The same request with the same key has one effect and
     *   one answer.
     *
     * @return ThingReceipt
     * @throws SupportcoreException
     */
    public function set_availability(
        string|int $agent_id,
        string $availability,
        ?string $idempotency_key = null,
    ): array {
        return $this->channel->call('agent.set_availability', [
            'agent_id' => $agent_id,
            'availability' => $availability,
            'idempotency_key' => $idempotency_key,
        ]);
    }
}
