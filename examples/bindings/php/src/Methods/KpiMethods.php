<?php

declare(strict_types=1);

namespace Supportcore\Methods;

use DateTimeInterface;
use Supportcore\Exception\SupportcoreException;
use Supportcore\MethodGroup;
use Supportcore\Types;

/**
 * The methods kpi.*
 *
 * Made of the OpenRPC document by examples/bindings/generate; do not edit.
 *
 * @phpstan-import-type KpiAnswer from Types
 * @phpstan-import-type KpiBacklog from Types
 * @phpstan-import-type KpiCheckReport from Types
 * @phpstan-import-type KpiComparison from Types
 * @phpstan-import-type KpiDefinitionList from Types
 * @phpstan-import-type KpiDriverList from Types
 * @phpstan-import-type KpiExplanation from Types
 * @phpstan-import-type KpiFilter from Types
 * @phpstan-import-type KpiRebuildReport from Types
 * @phpstan-import-type KpiScorecard from Types
 */
final class KpiMethods extends MethodGroup
{
    /**
     * Ask what was in work at an instant: by age, and the oldest.
     *
     * @param DateTimeInterface|string|null $as_of When, not later than now; absent: now.
     * @param list<KpiFilter>|null $filters Only what passes; of those with the same `by` one has
     *   to fit.
     * @param int|null $limit Items of the page at most; 0 means 100.
     *
     * @return KpiBacklog
     * @throws SupportcoreException
     */
    public function backlog(
        DateTimeInterface|string|null $as_of = null,
        ?array $filters = null,
        ?int $limit = null,
    ): array {
        return $this->channel->call('kpi.backlog', [
            'as_of' => $as_of,
            'filters' => $filters,
            'limit' => $limit,
        ]);
    }

    /**
     * Work all figures out from scratch and compare.
     *
     * @return KpiCheckReport
     * @throws SupportcoreException
     */
    public function check(): array
    {
        return $this->channel->call('kpi.check', []);
    }

    /**
     * Compare figures of two periods, or of two groups of teams.
     *
     * @param list<string> $metrics Names of kpi.definitions.
     * @param string $from The first day, in the desk's zone: 2026-03-01.
     * @param 'mean'|'min'|'max'|'p50'|'p75'|'p90'|'p95'|'p99'|null $statistic What of durations;
     *   absent: the figures' values.
     * @param list<string>|null $teams Of these teams, an empty text is of none; absent: of all.
     * @param string|null $to The last one; absent: today.
     * @param string|null $versus_from The first day of what it is compared with; absent: the same
     *   days.
     * @param string|null $versus_to Its last day; absent: so many days as the first have.
     * @param list<string>|null $versus_teams With these teams; absent: the same, or the rest.
     * @param bool|null $versus_rest With all that is not of `teams`.
     * @param list<KpiFilter>|null $filters Of both sides only what passes; not by team.
     * @param bool|null $is_exact Percentiles from each value, however many tickets that are.
     * @param string|null $currency Of figures of money, ISO 4217; absent: the policy's.
     *
     * @return KpiComparison
     * @throws SupportcoreException
     */
    public function compare(
        array $metrics,
        string $from,
        ?string $statistic = null,
        ?array $teams = null,
        ?string $to = null,
        ?string $versus_from = null,
        ?string $versus_to = null,
        ?array $versus_teams = null,
        ?bool $versus_rest = null,
        ?array $filters = null,
        ?bool $is_exact = null,
        ?string $currency = null,
    ): array {
        return $this->channel->call('kpi.compare', [
            'metrics' => $metrics,
            'from' => $from,
            'statistic' => $statistic,
            'teams' => $teams,
            'to' => $to,
            'versus_from' => $versus_from,
            'versus_to' => $versus_to,
            'versus_teams' => $versus_teams,
            'versus_rest' => $versus_rest,
            'filters' => $filters,
            'is_exact' => $is_exact,
            'currency' => $currency,
        ]);
    }

    /**
     * Tell what figures mean.
     *
     * @param string|null $metric Only this one.
     *
     * @return KpiDefinitionList
     * @throws SupportcoreException
     */
    public function definitions(
        ?string $metric = null,
    ): array {
        return $this->channel->call('kpi.definitions', [
            'metric' => $metric,
        ]);
    }

    /**
     * Ask why customers came: contact drivers, the largest first.
     *
     * @param string $from The first day, in the desk's zone: 2026-03-01.
     * @param string|null $to The last one; absent: today.
     * @param list<string>|null $by What to tell apart: reason, product, order_state; absent: all
     *   three.
     * @param int|null $limit Drivers at most; absent: 100.
     *
     * @return KpiDriverList
     * @throws SupportcoreException
     */
    public function drivers(
        string $from,
        ?string $to = null,
        ?array $by = null,
        ?int $limit = null,
    ): array {
        return $this->channel->call('kpi.drivers', [
            'from' => $from,
            'to' => $to,
            'by' => $by,
            'limit' => $limit,
        ]);
    }

    /**
     * Read which tickets are behind a figure.
     *
     * @param string $metric Which figure.
     * @param string $from The first day, in the desk's zone: 2026-03-01.
     * @param string|null $to The last one; absent: today.
     * @param list<KpiFilter>|null $filters Only what passes; of those with the same `by` one has
     *   to fit.
     * @param string|null $currency Of a figure of money, ISO 4217; absent: the policy's.
     * @param string|int|null $after_id next_after_id of the page before.
     * @param int|null $limit Items of the page at most; 0 means 100.
     *
     * @return KpiExplanation
     * @throws SupportcoreException
     */
    public function explain(
        string $metric,
        string $from,
        ?string $to = null,
        ?array $filters = null,
        ?string $currency = null,
        string|int|null $after_id = null,
        ?int $limit = null,
    ): array {
        return $this->channel->call('kpi.explain', [
            'metric' => $metric,
            'from' => $from,
            'to' => $to,
            'filters' => $filters,
            'currency' => $currency,
            'after_id' => $after_id,
            'limit' => $limit,
        ]);
    }

    /**
     * Ask for figures.
     *
     * @param list<string> $metrics Names of kpi.definitions.
     * @param string $from The first day, in the desk's zone: 2026-03-01.
     * @param string|null $to The last one; absent: today.
     * @param 'whole'|'day'|'week'|'month'|null $interval By which steps; absent: one figure for
     *   all days. Weeks begin on Monday.
     * @param list<string>|null $by What to tell apart, as in filters.
     * @param list<KpiFilter>|null $filters Only what passes; of those with the same `by` one has
     *   to fit.
     * @param bool|null $is_exact Percentiles from each value, however many tickets that are.
     * @param string|null $currency Of figures of money, ISO 4217; absent: the policy's.
     *
     * @return KpiAnswer
     * @throws SupportcoreException
     */
    public function query(
        array $metrics,
        string $from,
        ?string $to = null,
        ?string $interval = null,
        ?array $by = null,
        ?array $filters = null,
        ?bool $is_exact = null,
        ?string $currency = null,
    ): array {
        return $this->channel->call('kpi.query', [
            'metrics' => $metrics,
            'from' => $from,
            'to' => $to,
            'interval' => $interval,
            'by' => $by,
            'filters' => $filters,
            'is_exact' => $is_exact,
            'currency' => $currency,
        ]);
    }

    /**
     * Forget all figures and work them out anew.
     *
     * @return KpiRebuildReport
     * @throws SupportcoreException
     */
    public function rebuild(): array
    {
        return $this->channel->call('kpi.rebuild', []);
    }

    /**
     * Show how the figures of the policy's scorecard stand.
     *
     * @param 'whole'|'day'|'week'|'month'|null $period Absent: the policy's. whole: from `from` to
     *   `to`.
     * @param string|null $from A day of the period, of a whole its first; absent: today.
     * @param string|null $to The last day of a whole; absent: today.
     * @param int|null $periods How many values a line has, its own the last; absent: 8.
     *
     * @return KpiScorecard
     * @throws SupportcoreException
     */
    public function scorecard(
        ?string $period = null,
        ?string $from = null,
        ?string $to = null,
        ?int $periods = null,
    ): array {
        return $this->channel->call('kpi.scorecard', [
            'period' => $period,
            'from' => $from,
            'to' => $to,
            'periods' => $periods,
        ]);
    }
}
