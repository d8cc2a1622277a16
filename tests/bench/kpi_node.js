/*
 * kpi_node.js: the figures of kpi.c's bare query by DuckDB, from the same events.
 *
 * EVENTS and TICKETS are lists that kpi.c writes. Loading them is not measured. Prints the seconds
 * that the query took, and its rows. @duckdb/node-api is looked for in the folder that NODE_MODULES
 * names, or where node looks. Ends with 77 when it is not there.
 *
 * usage: node kpi_node.js EVENTS TICKETS
 */
'use strict';

const path = require('path');

const QUERY = `
WITH t AS (
  SELECT ticket_id, min(CASE WHEN kind = 30 THEN at_ms END) AS opened,
    min(CASE WHEN kind = 51 THEN at_ms END) AS replied,
    max(CASE WHEN kind = 31 AND number = 5 THEN at_ms END) AS solved
  FROM events GROUP BY ticket_id)
SELECT solved // 86400000 AS day, channel, reason, count(*), sum(replied - opened),
  max(replied - opened)
FROM t JOIN tickets ON id = ticket_id WHERE solved IS NOT NULL GROUP BY 1, 2, 3`;

function load(name) {
  try {
    return require(process.env.NODE_MODULES ? path.join(process.env.NODE_MODULES, name) : name);
  } catch (error) {
    process.exit(77);
  }
}

async function main() {
  const [events, tickets] = process.argv.slice(2);
  const { DuckDBInstance } = load('@duckdb/node-api');
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  await connection.run(`CREATE TABLE events AS SELECT * FROM read_csv('${events}', header = false,
    names = ['ticket_id', 'kind', 'number', 'at_ms'])`);
  await connection.run(`CREATE TABLE tickets AS SELECT * FROM read_csv('${tickets}', header = false,
    names = ['id', 'channel', 'reason'])`);
  const begun = process.hrtime.bigint();
  const reader = await connection.runAndReadAll(QUERY);
  const seconds = Number(process.hrtime.bigint() - begun) / 1e9;
  console.log(seconds.toFixed(2), reader.currentRowCount);
}

main();
