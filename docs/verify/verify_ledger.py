#!/usr/bin/env python3
"""Checks a Forthright ledger from a SQL dump alone. Python's standard library, nothing else.

    pg_dump --data-only -t choice_events -t ledger_heads -t choices -t texts DATABASE > ledger.sql
    python3 verify_ledger.py ledger.sql        (plain COPY or --inserts; a whole dump works too)

Dump as a superuser: row-level security holds for everybody else, the owner included.
Each event's hash is SHA-256 over a zero byte and the RFC 8785 JSON of what is stored; `prev` is the hash
before it. Exit 0: all chains hold. Exit 1: the first bad event of each customer is named. Exit 2: usage, or a
file without a ledger.
"""
import hashlib
import json
import re
import sys
from datetime import datetime, timedelta, timezone

COLUMNS = {  # the order that INSERT without column names stands in
    "choice_events": "customer_id seq id act_id purpose channel act undoes state paused_until frequency since "
    "actor_kind actor_id via_kind via_id shown_hash locale brand_hash terms occurred_at evidence at prev hash",
    "choices": "customer_id purpose channel seq state paused_until frequency since actor_kind at",
    "ledger_heads": "customer_id seq hash",
    "texts": "hash content created_at",
}
STATE = ("seq", "state", "paused_until", "frequency", "since", "actor_kind", "at")
ESCAPES = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
VALUE = re.compile(r"\s*(?:NULL|(-?\d+)|(E?)'((?:[^']|'')*)')\s*([,)])")


def copied(line):
    """One line of COPY: tab between values, \\N for NULL, backslash escapes."""
    for text in line.rstrip("\n").split("\t"):
        yield None if text == "\\N" else re.sub(r"\\(.)", lambda m: ESCAPES.get(m[1], m[1]), text)


def inserted(text):
    """The values of INSERT … VALUES (…), from behind the opening bracket; None while a string is open."""
    values, at = [], 0
    while match := VALUE.match(text, at):
        number, extended, string, end = match.groups()
        string = string and string.replace("''", "'")
        values.append(number or (string.replace("\\\\", "\\") if extended else string))
        if end == ")":
            return values
        at = match.end()
    return None


def rows(lines):
    """Every (table, row) of the four tables, whichever form the dump has."""
    start = re.compile(r"(COPY|INSERT INTO) (?:\w+\.)?(\w+) ?(?:\(([^)]*)\))? ?(FROM stdin;|VALUES \()")
    for line in lines:
        found = start.match(line)
        if not found or found[2] not in COLUMNS:
            continue
        names = [name.strip(' "') for name in found[3].split(",")] if found[3] else COLUMNS[found[2]].split()
        if found[1] == "COPY":
            for copy in lines:
                if copy.startswith("\\."):
                    break
                yield found[2], dict(zip(names, copied(copy)))
        else:
            text = line[found.end():]
            while (values := inserted(text)) is None:
                text += next(lines)
            yield found[2], dict(zip(names, values))


def moment(text):
    """A timestamp with any offset as UTC with three digits, as it was hashed."""
    day, clock, fraction, sign, hours, minutes = re.match(
        r"(\S+) (\d\d:\d\d:\d\d)(?:\.(\d+))?([+-])(\d\d)(?::?(\d\d))?$", text).groups()
    offset = timedelta(hours=int(hours), minutes=int(minutes or 0)) * (-1 if sign == "-" else 1)
    at = datetime.fromisoformat(f"{day}T{clock}") - offset
    return f"{at.replace(tzinfo=timezone.utc):%Y-%m-%dT%H:%M:%S}.{(fraction or '').ljust(3, '0')[:3]}Z"


def recompute(event):
    """What the event's hash must be."""
    told = {key: value for key, value in event.items() if key != "hash"}
    told["prev"] = told["prev"] and told["prev"][2:]
    told["evidence"] = told["evidence"] and hashlib.sha256(bytes.fromhex(told["evidence"][2:])).hexdigest()
    for key in ("at", "since", "paused_until", "occurred_at"):
        told[key] = told[key] and moment(told[key])
    for key in ("seq", "undoes"):
        told[key] = told[key] and int(told[key])
    text = json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return "\\x" + hashlib.sha256(b"\x00" + text.encode()).hexdigest()


def fault(events, head, states, texts):
    """The first thing that is wrong with one customer's chain, as (position, words)."""
    cells, prev = {}, None
    for at, event in enumerate(sorted(events, key=lambda event: int(event["seq"])), 1):
        if int(event["seq"]) != at:
            return at, f"is missing or out of order: {event['seq']} stands in its place"
        if event["prev"] != prev:
            return at, "does not follow the event before it"
        if recompute(event) != event["hash"]:
            return at, "was changed: its hash is another"
        if texts and event["shown_hash"] not in texts:
            return at, "names words that are not kept"
        cells[event["purpose"], event["channel"]], prev = event, event["hash"]
    if (head["seq"], head["hash"]) != (str(len(events)), prev):
        return len(events) + 1, f"is missing: the chain ended at {head['seq']}"
    for key in sorted(cells.keys() | states.keys()):
        event, state = cells.get(key, {}), states.get(key, {})
        if any(event.get(name) != state.get(name) for name in STATE):
            return int((event or state)["seq"]), f"is not what the state of {'/'.join(key)} says"
    return None


def main(path):
    ledger, texts, bad = {}, set(), 0
    with open(path, encoding="utf-8", newline="\n") as dump:
        for table, row in rows(dump):
            if table == "texts":
                texts.add(row["hash"])
                if hashlib.sha256(row["content"].encode()).hexdigest() != row["hash"]:
                    print(f"text {row['hash']}: was changed")
                    bad += 1
                continue
            events, heads, states = ledger.setdefault(row["customer_id"], ([], [], {}))
            if table == "choice_events":
                events.append(row)
            elif table == "ledger_heads":
                heads.append(row)
            else:
                states[row["purpose"], row["channel"]] = row
    for customer, (events, heads, states) in sorted(ledger.items()):
        head = heads[0] if heads else {"seq": "0", "hash": None}
        if wrong := fault(events, head, states, texts):
            print(f"customer {customer}, event {wrong[0]}: {wrong[1]}")
            bad += 1
    total = sum(len(events) for events, _, _ in ledger.values())
    print(f"{len(ledger)} customers, {total} events, {bad} faults")
    if not ledger:
        print("No ledger in this file. It reads COPY, and --inserts with one row each.")
        return 2
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]) if len(sys.argv) == 2 else print(__doc__) or 2)
