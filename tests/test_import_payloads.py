#!/usr/bin/env python3
"""test_import_payloads.py: what shops and desks send becomes what it should by the mappings.

    python3 tests/test_import_payloads.py PROGRAM

Imports payloads by the mappings in examples/mappings and asserts, value by value, what was read off
the payloads by hand. Those in tests/payloads are our own; real ones are looked for in
$SUPPORTCORE_DATA, else in ../shared/data beside the repository, and passed over when they are not
there. All of it is read as the program answers it.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
OURS = ROOT / "tests" / "payloads"
REAL = pathlib.Path(os.environ.get("SUPPORTCORE_DATA", ROOT.parent / "shared" / "data")) / "payloads"
failures = 0


def check(name, found, expected):
    global failures
    if found != expected:
        failures += 1
        print(f"not ok - {name}: {found!r}, expected {expected!r}")


class Desk:
    def __init__(self, program, work, name):
        self.program, self.path = program, str(work / f"{name}.db")
        self.run("init")

    def run(self, *arguments):
        done = subprocess.run([self.program, "--db", self.path, "--quiet", "--json", *arguments],
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False)
        if done.returncode != 0:
            print(f"not ok - {arguments}: exit code {done.returncode}\n{done.stdout}{done.stderr}")
            sys.exit(1)
        return json.loads(done.stdout) if done.stdout.startswith("{") else None

    def load(self, mapping, payload, source=None):
        """Import a payload; what was made, without what was not."""
        arguments = ["import", "--mapping", str(ROOT / "examples" / "mappings" / f"{mapping}.json")]
        report = self.run(*arguments, *(["--source", source] if source else []), str(payload))
        check(f"{mapping}: records passed over", report["rows_skipped"], 0)
        made = {name: count for name, count in report["made"].items() if count}
        if report["identities_left_out"]:
            made["left_out"] = report["identities_left_out"]
        return made

    def call(self, method, params):
        request = {"caller": {"actor": "system"},
                   "request": {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}}
        done = subprocess.run([self.program, "--db", self.path, "call", "--allow", "system"],
                              input=json.dumps(request) + "\n", stdout=subprocess.PIPE, text=True,
                              check=True)
        return json.loads(done.stdout)["result"]

    def thing(self, system, kind, thing):
        """Label, customer and facts."""
        found = self.call("reference.get",
                          {"reference": {"system": system, "kind": kind, "id": thing}})
        customer = int(found.get("customer_id", 0))
        return found.get("label"), customer or None, {f["name"]: f["value"] for f in found["facts"]}

    def dates(self, system, kind, thing):
        found = self.call("reference.get",
                          {"reference": {"system": system, "kind": kind, "id": thing}})
        return {f["name"]: f["at"] for f in found["facts"]}

    def customer(self, number):
        """Name, identities, and facts with their dates if there are any."""
        found = self.run("customer", "show", str(number))
        facts = {f["name"]: (f["value"], f["at"]) for f in found["facts"]}
        return (found.get("name"), sorted(
            (i["kind"], i.get("system"), i["value"], i["is_verified"])
            for i in found["identities"])) + ((facts,) if facts else ())

    def ticket(self, number):
        found = self.run("ticket", "show", str(number))
        head = found["ticket"]
        messages = [(m["kind"], m["at"], m["body"]) for m in found["messages"]]
        numbers = [int(m["id"]) for m in found["messages"]]
        check("messages are recorded in the order of their times", numbers, sorted(numbers))
        return head, messages

    def attachments(self, number):
        """Of the ticket's messages that have any: by the message's place."""
        found = self.run("ticket", "show", str(number))["messages"]
        return {i: m["attachments"] for i, m in enumerate(found) if m.get("attachments")}

    def writers(self, number):
        """Who of the desk wrote the ticket's messages, by their names; "" when that is not told."""
        found = self.run("ticket", "show", str(number))["messages"]
        agents = {a["id"]: a["name"] for a in self.call("agent.list", {})["items"]}
        return [agents.get(m.get("actor_id"), "") if m["actor_kind"] == "agent" else ""
                for m in found]

    def agrees(self):
        subprocess.run([self.program, "--db", self.path, "--quiet", "check"], check=True,
                       stdout=subprocess.DEVNULL)


def head_of(head):
    return tuple(head.get(name) for name in ("status", "priority", "channel", "subject",
                                             "opened_at", "customer_id")) + (head["tags"],)


def our_orders(program, work):
    desk = Desk(program, work, "orders")
    made = desk.load("shopify-orders", OURS / "shopify-orders.json")
    check("orders made", made, {"customers": 1, "reference_reports": 3, "customer_reports": 1,
                                 "left_out": 1})
    order = ("Order #2041", 1, {
        "total": "84.50 EUR", "captured": "84.50 EUR", "refunded": "11.05 EUR",
        "state": "partially_refunded", "placed_at": "2025-03-30T00:30:00.000Z",
        "shipped_at": "2025-03-31T06:00:00.000Z", "country": "NL"})
    check("the order", desk.thing("shopify", "order", "7001"), order)
    check("an order of nobody, in yen, cancelled at once",
          desk.thing("shopify", "order", "7002"),
          ("Order #2042", None, {"total": "12800 JPY", "state": "pending",
                                 "placed_at": "2025-04-01T00:00:00.000Z",
                                 "cancelled_at": "2025-04-01T00:00:00.000Z"}))
    check("who ordered", desk.customer(1), ("Noor de Vries", [
        ("customer", "shopify", "88001", True), ("email", None, "noor@example.org", False),
        ("phone", None, "+31612345678", False)], {
            "order_count": ("3", "2025-04-02T07:15:28.000Z"),
            "lifetime_value": ("210.00 EUR", "2025-04-02T07:15:28.000Z")}))
    dates = desk.dates("shopify", "order", "7001")
    check("what is so since when", (dates["total"], dates["shipped_at"]),
          ("2025-04-02T07:15:30.000Z", "2025-03-31T06:05:00.000Z"))
    check("the same again", desk.load("shopify-orders", OURS / "shopify-orders.json", "again"),
          {"left_out": 1})
    # It tells that the order is older than was known, which is an event, and no more.
    check("an older payload", desk.load("shopify-orders", OURS / "shopify-order-earlier.json"),
          {"reference_reports": 1})
    check("does not win", desk.thing("shopify", "order", "7001"), order)
    check("the refund", desk.load("shopify-refunds", OURS / "shopify-refunds.json"),
          {"reference_reports": 1})
    check("is a thing of its own", desk.thing("shopify", "refund", "5002"),
          ("Refund of order 7001", None, {
              "order": "7001", "amount": "2.00 EUR", "note": "the lid was cracked",
              "restock": "false", "created_at": "2025-04-02T07:15:29.000Z"}))
    check("parcels", desk.load("shopify-fulfillments", OURS / "shopify-fulfillments.json"),
          {"reference_reports": 4})
    check("the parcel", desk.thing("shopify", "fulfillment", "9002"), ("Parcel 3SABCD", None, {
        "order": "7001", "status": "success", "shipment_status": "delivered",
        "tracking_company": "PostNL", "tracking_number": "3SABCD",
        "created_at": "2025-03-31T06:00:00.000Z"}))
    order[2]["delivered_at"] = "2025-04-01T12:20:00.000Z"
    check("the order was delivered", desk.thing("shopify", "order", "7001"), order)
    desk.agrees()
    # The other way round: what is older comes later and changes nothing.
    other = Desk(program, work, "backwards")
    other.load("shopify-fulfillments", OURS / "shopify-fulfillments.json")
    other.load("shopify-refunds", OURS / "shopify-refunds.json")
    other.load("shopify-orders", OURS / "shopify-order-earlier.json")
    other.load("shopify-orders", OURS / "shopify-orders.json")
    for thing in (("order", "7001"), ("refund", "5002"), ("fulfillment", "9002")):
        check(f"{thing} in another order of arrival", other.thing("shopify", *thing),
              desk.thing("shopify", *thing))
    other.agrees()


def our_woo(program, work):
    desk = Desk(program, work, "woo")
    made = desk.load("woocommerce-orders", OURS / "woocommerce-orders.json")
    check("orders made", made, {"customers": 1, "reference_reports": 2})
    check("the order", desk.thing("woocommerce", "order", "311"), ("Order #W-311", 1, {
        "total": "20.00 USD", "captured": "20.00 USD", "refunded": "4.75 USD",
        "state": "completed", "placed_at": "2025-05-06T07:08:09.000Z", "country": "NO"}))
    check("the order of a guest", desk.thing("woocommerce", "order", "314"), (
        "Order #W-314", None, {"total": "7.00 USD", "state": "pending",
                               "placed_at": "2025-05-08T00:00:00.000Z"}))
    check("who ordered", desk.customer(1), ("Ola", [
        ("customer", "woocommerce", "4", True), ("email", None, "ola@example.net", False),
        ("phone", None, "+4722334455", False)]))
    desk.agrees()


AUDITED = [("customer", "2025-01-10T08:00:00.000Z", "It has not come."),
           ("reply", "2025-01-10T10:00:00.000Z", "We are asking the carrier."),
           ("note", "2025-01-10T10:05:00.000Z", "Carrier says Monday."),
           ("customer", "2025-01-10T12:00:00.000Z", "And now?")]


def our_zendesk(program, work):
    desk = Desk(program, work, "zendesk")
    made = desk.load("zendesk-tickets", OURS / "zendesk-tickets.json")
    check("tickets made", made, {"tickets": 2, "customers": 2, "agents": 1, "messages_received": 1,
                                 "replies": 1, "moves": 3, "facts": 2, "surveys_answered": 1})
    answers = desk.run("survey", "list")["items"]
    check("what somebody answered", [(answer["kind"], answer["score"], answer["ticket_id"],
                                      answer["survey_id"], answer["comment"],
                                      answer["answered_at"]) for answer in answers],
          [("csat", 1, "2", "62", "You called twice.", "2025-01-16T08:00:00.000Z")])
    # 62 says better of us since, 63 is new, 64 was only offered; all of tickets that are there.
    made = desk.load("zendesk-ratings", OURS / "zendesk-ratings.json")
    check("ratings alone", made, {"surveys_answered": 2})
    answers = desk.run("survey", "list")["items"]
    check("are answers on those tickets", [(answer["survey_id"], answer["score"], answer["ticket_id"],
                                            answer["customer_id"], answer.get("comment"),
                                            answer["answered_at"]) for answer in answers],
          [("63", 1, "1", "1", None, "2025-01-14T09:00:00.000Z"),
           ("62", 5, "2", "2", "All is well now.", "2025-01-16T08:00:00.000Z")])
    check("the same again", desk.load("zendesk-ratings", OURS / "zendesk-ratings.json", "again"), {})
    desk.load("zendesk-tickets", OURS / "zendesk-tickets.json", "later")
    check("the ticket's older rating changes nothing",
          [answer["score"] for answer in desk.run("survey", "list")["items"]], [1, 5])
    head, messages = desk.ticket(1)
    check("a ticket", head_of(head), ("on_hold", "high", "email", "Where is my parcel",
                                      "2025-01-10T08:00:00.000Z", "1", ["late_parcel", "vip"]))
    check("its reference", head["references"], [{"system": "zendesk", "kind": "ticket", "id": "41"}])
    check("its message", messages, AUDITED[:1])
    head, messages = desk.ticket(2)
    check("one that we opened", head_of(head), ("closed", "normal", "web", "We called you",
                                                "2025-01-12T08:00:00.000Z", "2", []))
    check("solved before it was closed", (head["solved_at"], head["closed_at"]),
          ("2025-01-12T09:00:00.000Z", "2025-01-16T08:00:00.000Z"))
    check("with our message", messages, [("reply", "2025-01-12T08:00:00.000Z", "About the recall.")])
    check("the requester", desk.customer(1), (None, [("customer", "zendesk", "600", True)]))
    made = desk.load("zendesk-audits", OURS / "zendesk-audits.json")
    check("older audits bring what the ticket lacks", made,
          {"messages_received": 1, "replies": 1, "notes": 1})
    head, messages = desk.ticket(1)
    check("but not its state", (head["status"], head["priority"]), ("on_hold", "high"))
    check("in the order of their times", messages, AUDITED)
    desk.agrees()
    desk = Desk(program, work, "audits")
    made = desk.load("zendesk-audits", OURS / "zendesk-audits.json")
    check("audits alone", made, {"tickets": 1, "customers": 1, "agents": 1,
                                 "messages_received": 2, "replies": 1, "notes": 1, "moves": 3, "priorities": 1, "facts": 4,
                                 "taggings": 1})
    head, messages = desk.ticket(1)
    check("make the ticket", head_of(head), ("open", "urgent", "email", "Where is my parcel",
                                             "2025-01-10T08:00:00.000Z", "1", ["angry"]))
    check("and its thread", messages, AUDITED)
    check("first reply", head["first_reply_at"], "2025-01-10T10:00:00.000Z")
    check("with the files that came", desk.attachments(1), {1: [
        {"name": "label.pdf", "media_type": "application/pdf", "bytes": 8192,
         "location": "https://desk.example/attachments/77/label.pdf"},
        {"bytes": 0, "location": "https://desk.example/attachments/78"}]})
    check("and who wrote", desk.writers(1), ["", "Zendesk agent 9", "Zendesk agent 9", ""])
    check("the same again", desk.load("zendesk-audits", OURS / "zendesk-audits.json", "again"), {})
    desk.agrees()


def our_freshdesk(program, work):
    desk = Desk(program, work, "freshdesk")
    made = desk.load("freshdesk-tickets", OURS / "freshdesk-tickets.json")
    check("tickets made", made, {"tickets": 1, "customers": 1, "agents": 1,
                                 "messages_received": 3, "replies": 1, "notes": 1, "moves": 2, "facts": 1, "left_out": 1})
    head, messages = desk.ticket(1)
    check("solved before it was closed", (head["solved_at"], head["closed_at"]),
          ("2025-02-01T16:00:00.000Z", "2025-02-02T09:00:00.000Z"))
    check("the ticket", head_of(head), ("closed", "low", "phone", "Wrong size",
                                        "2025-02-01T10:00:00.000Z", "1", ["sizes"]))
    check("who wrote, where it is told", desk.writers(1), ["", "Freshdesk agent 501", "", "", ""])
    check("its thread", messages, [
        ("customer", "2025-02-01T10:00:00.000Z", "I got an L."),
        ("reply", "2025-02-01T11:00:00.000Z", "Sorry! A new one is packed."),
        ("note", "2025-02-01T11:05:00.000Z", "Stock is low."),
        ("customer", "2025-02-01T15:00:00.000Z", "Any news?"),
        ("customer", "2025-02-01T15:05:00.000Z", "label.jpg\nfreshdesk:attachment:92")])
    check("with its files, also those that came without a text", desk.attachments(1), {0: [
        {"name": "shirt.jpg", "media_type": "image/jpeg", "bytes": 204800,
         "location": "freshdesk:attachment:90"}], 4: [
        {"name": "label.jpg", "media_type": "image/jpeg", "bytes": 1024,
         "location": "freshdesk:attachment:91"},
        {"bytes": 7, "location": "freshdesk:attachment:92"}]})
    check("the same again", desk.load("freshdesk-tickets", OURS / "freshdesk-tickets.json", "again"),
          {"left_out": 1})
    check("who wrote", desk.customer(1), ("Sam Roe", [
        ("customer", "freshdesk", "71", True), ("email", None, "sam@example.com", False),
        ("phone", None, "+15551234567", False)]))
    desk.agrees()


def real_shops(program, work):
    desk = Desk(program, work, "real")
    desk.load("shopify-orders", REAL / "shopify" / "orders.json")
    check("a real order", desk.thing("shopify", "order", "450789469"), ("Order #1001", 1, {
        "total": "598.94 USD", "captured": "598.94 USD", "state": "partially_refunded",
        "placed_at": "2008-01-10T16:00:00.000Z", "country": "US"}))
    check("a real customer", desk.customer(1), ("Bob Norman", [
        ("customer", "shopify", "207119551", True), ("email", None, "bob.norman@hostmail.com", False),
        ("phone", None, "+16136120707", False), ("phone", None, "+557734881234", False)], {
            "order_count": ("1", "2021-02-12T18:51:00.000Z"),
            "lifetime_value": ("199.65 USD", "2021-02-12T18:51:00.000Z")}))
    desk.load("shopify-refunds", REAL / "shopify" / "refund.json")
    check("a real refund", desk.thing("shopify", "refund", "509562969"), (
        "Refund of order 450789469", None, {
            "order": "450789469", "amount": "209.00 USD", "note": "it broke during shipping",
            "restock": "true", "created_at": "2016-06-20T17:35:06.000Z"}))
    desk.load("shopify-fulfillments", REAL / "shopify" / "fulfillment.json")
    check("a real parcel", desk.thing("shopify", "fulfillment", "255858046"), (
        "Parcel 1Z2345", None, {
            "order": "450789469", "status": "pending", "tracking_company": "null-company",
            "tracking_number": "1Z2345", "tracking_url": "http://www.google.com/search?q=1Z2345",
            "created_at": "2013-11-01T20:06:08.000Z"}))
    single = Desk(program, work, "single")
    single.load("shopify-orders", REAL / "shopify" / "order.json")
    check("another real order", single.thing("shopify", "order", "450789469"), ("Order #1001", 1, {
        "total": "409.94 USD", "state": "authorized", "placed_at": "2008-01-10T16:00:00.000Z",
        "country": "US"}))
    orders = []

    def walk(value):
        """The page's examples are responses of one order or of a list."""
        for item in value if isinstance(value, list) else [value]:
            orders.append(item)
    for example in json.loads((REAL / "woocommerce" / "orders_doc_examples.json").read_text()):
        walk(example["json"])
    lines = work / "woo.jsonl"
    lines.write_text("".join(json.dumps(o) + "\n" for o in orders if "order_key" in o))
    check("real orders", desk.load("woocommerce-orders", lines)["reference_reports"], 3)
    check("the later of two states", desk.thing("woocommerce", "order", "727"), ("Order #727", 2, {
        "total": "29.35 USD", "captured": "29.35 USD", "state": "completed",
        "placed_at": "2017-03-22T19:28:02.000Z", "country": "US"}))
    check("refunds of an order", desk.thing("woocommerce", "order", "723")[2]["refunded"],
          "19.00 USD")
    desk.agrees()


def real_desks(program, work):
    desk = Desk(program, work, "desks")
    desk.load("freshdesk-tickets", REAL / "freshdesk" / "ticket_with_conversations.json")
    head, messages = desk.ticket(1)
    check("a real ticket", head_of(head), ("solved", "normal", "email", "Unable to finish checkout",
                                           "2024-01-02T10:00:00.000Z", "1", ["checkout"]))
    check("its thread", messages, [
        ("customer", "2024-01-02T10:00:00.000Z", "The checkout button is not responding."),
        ("reply", "2024-01-03T08:00:00.000Z", "Could you try this in a private window?"),
        ("note", "2024-01-03T09:00:00.000Z", "Payments team is investigating the browser logs."),
        ("customer", "2024-01-04T12:30:00.000Z", "The issue still happens in a private window.")])
    check("its file", desk.attachments(1), {2: [
        {"name": "browser-log.txt", "media_type": "text/plain", "bytes": 128,
         "location": "freshdesk:attachment:4001"}]})
    check("who wrote", desk.customer(1), ("Customer Example", [
        ("customer", "freshdesk", "1001", True), ("email", None, "customer@example.com", False),
        ("phone", None, "+15551234567", False)]))
    desk.load("zendesk-tickets", REAL / "zendesk" / "ticket.json")
    head, messages = desk.ticket(2)
    check("a real Zendesk ticket", head_of(head), (
        "pending", "high", "web", "This is a sample ticket requested and submitted by you",
        "2015-07-25T02:21:13.000Z", "2", ["sample", "zendesk"]))
    check("its message", messages, [
        ("customer", "2015-07-25T02:21:13.000Z",
         "This is the first comment. Feel free to delete this sample ticket.")])
    desk.load("zendesk-audits", REAL / "zendesk" / "ticket_audit.json")
    head, messages = desk.ticket(3)
    check("a real audit", head_of(head), ("open", "normal", "web", "OMG I MADE A TICKET",
                                          "2015-08-29T03:45:36.000Z", "3", []))
    check("its comment", messages, [("customer", "2015-08-29T03:45:36.000Z",
                                     "THIS IS MY FUNCY COMMENT")])
    desk.agrees()


def many_lines(program, work):
    """20 MB of orders, with memory that does not grow with them."""
    path = work / "many.jsonl"
    filler = "x" * 2000
    with open(path, "w", encoding="utf-8") as out:
        for i in range(9500):
            out.write(json.dumps({
                "id": i, "name": f"#{i}", "created_at": "2025-01-01T00:00:00Z",
                "updated_at": "2025-01-02T00:00:00Z", "currency": "EUR", "total_price": f"{i}.50",
                "financial_status": "paid", "note": filler,
                "customer": {"id": i % 500 + 1, "email": f"c{i % 500}@example.com"}}) + "\n")
    check("20 MB", path.stat().st_size > 20_000_000, True)
    desk = Desk(program, work, "many")
    began = time.monotonic()
    child = subprocess.Popen(
        [program, "--db", desk.path, "--quiet", "--json", "import", "--mapping",
         str(ROOT / "examples" / "mappings" / "shopify-orders.json"), str(path)],
        stdout=subprocess.PIPE)
    report = json.loads(child.stdout.read())
    _, status, usage = os.wait4(child.pid, 0)
    check("many orders", (os.waitstatus_to_exitcode(status), report["made"]["reference_reports"],
                          report["made"]["customers"]), (0, 9500, 500))
    print(f"# {9500 / (time.monotonic() - began):.0f} orders a second, "
          f"{usage.ru_maxrss / 1024:.0f} MiB at most")
    sanitized = b"__asan_init" in pathlib.Path(program).read_bytes()
    check("memory stays under 64 MiB", sanitized or usage.ru_maxrss < 64 * 1024, True)


def main():
    program = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as work:
        work = pathlib.Path(work)
        for part in (our_orders, our_woo, our_zendesk, our_freshdesk, many_lines):
            part(program, work)
        if REAL.is_dir():
            real_shops(program, work)
            real_desks(program, work)
        else:
            print(f"# the real payloads are not at {REAL}: passed over")
    if failures:
        sys.exit(1)
    print("ok")


main()
