#!/usr/bin/python3
"""Writes the country pack of the Netherlands from the figures in ../facts.

    python3 make_pack.py [folder]     (default: the pack itself)

Plain Python 3, no packages. Running it twice gives the same bytes."""
import os
import sys

sys.dont_write_bytecode = True
import demand
import hazards
import money
import people
import sources
import work
from hours import Hours
from packio import HERE, Pack, read


def build():
    pack = Pack()
    who = people.People()
    pack.add("pack.csv", "name,value", [
        ["name", "Netherlands", "assumed", "the pack itself"],
        ["title", "The Dutch labour market at the end of 2024", "assumed", "the pack itself"],
        ["version", "1.0.0", "assumed", "the pack itself"],
        ["licence", "MIT", "assumed", "as the program; figures are facts of their publishers, named in facts.csv"]])
    people.make_regions(who, pack)
    people.make_commuting(who, pack)
    people.make_population(who, pack)
    people.make_status(who, pack)
    people.make_education(who, pack)
    hours = Hours(who)
    hours.add_to(pack)
    people.make_households(who, hours, pack)
    people.make_vital(who, pack)
    people.make_migration(pack)
    jobs = work.Work(who, hours)
    work.make_sectors(jobs, pack)
    work.make_occupations(jobs, pack)
    work.make_staffing(jobs, pack)
    work.make_transitions(jobs, pack)
    work.make_pipeline(jobs, pack)
    work.make_wages(pack)
    flows = hazards.make_hazards(who, pack)
    money.make_constants(who, pack)
    money.make_net_income(pack)
    demand.make_demand(pack)
    facts = read("facts.csv") + read("extra_facts.csv")
    columns = list(facts[0])
    pack.add_plain("facts.csv", columns, [[r[c] for c in columns] for r in facts])
    return pack, sources.text(pack, who, hours, jobs, flows)


def main():
    folder = sys.argv[1] if len(sys.argv) > 1 else os.path.join(HERE, "..")
    pack, notes = build()
    pack.write(folder)
    with open(os.path.join(folder, "SOURCES.md"), "w", encoding="utf-8", newline="") as f:
        f.write(notes)


if __name__ == "__main__":
    main()
