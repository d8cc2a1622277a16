<?php

declare(strict_types=1);

namespace Shop;

use Closure;
use SQLite3;
use SQLite3Stmt;
use Supportcore\Desk;
use Supportcore\Exception\Refused;
use Throwable;

/** The shop's database, and the desk that lives in it. */
class Shop
{
    public readonly SQLite3 $db;
    public readonly Desk $desk;

    /** @param int $busyMs how long to wait for another process that writes */
    public function __construct(string $path, int $busyMs = 5000)
    {
        $this->db = new SQLite3($path);
        $this->db->enableExceptions(true);
        $this->db->busyTimeout($busyMs);
        $this->db->exec('PRAGMA foreign_keys = ON');
        $this->db->loadExtension('mod_supportcore.so');
        $this->desk = Desk::on($this->db);
    }

    /**
     * Do all of it or nothing, in the shop's tables and in the desk.
     *
     * A refusal is kept: nothing was changed but its record, and that has to stay. So ask the desk
     * first, and write to the shop's own tables when it has agreed.
     *
     * @template T
     * @param Closure(): T $work
     * @return T
     */
    public function together(Closure $work): mixed
    {
        $this->db->exec('BEGIN IMMEDIATE');
        try {
            $result = $work();
        } catch (Refused $refused) {
            $this->db->exec('COMMIT');
            throw $refused;
        } catch (Throwable $exception) {
            $this->db->exec('ROLLBACK');
            throw $exception;
        }
        $this->db->exec('COMMIT');
        return $result;
    }

    /** @return list<array<string, mixed>> */
    public function rows(string $sql, mixed ...$values): array
    {
        $statement = $this->bound($sql, $values);
        $result = $statement->execute();
        $rows = [];
        while ($row = $result->fetchArray(SQLITE3_ASSOC)) {
            $rows[] = $row;
        }
        $statement->close();
        return $rows;
    }

    /** Run a statement that writes; how many rows it changed. */
    public function change(string $sql, mixed ...$values): int
    {
        $statement = $this->bound($sql, $values);
        $statement->execute(); // fetchArray() would run it again
        $statement->close();
        return $this->db->changes();
    }

    private function bound(string $sql, array $values): SQLite3Stmt
    {
        $statement = $this->db->prepare($sql);
        foreach ($values as $number => $value) {
            $statement->bindValue($number + 1, $value);
        }
        return $statement;
    }
}
