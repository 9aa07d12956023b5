"""Dates: each that a claim names must be one that the evidence names."""

import re
from datetime import date

from index.dates import DateMention, find_dates

_DAYS = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)


def missing_date(claim: str, evidence: str, written: date | None) -> str:
    """Return the words of a date of the claim that the evidence does not have, or nothing.

    A date may be said less exactly than in the evidence, never more.
    """
    theirs = find_dates(evidence, written)
    for mine in find_dates(claim, written):
        words = claim[slice(*mine.span)]
        if any(_carries(evidence, other, words, mine) for other in theirs):
            continue
        return words
    return ""


def _carries(evidence: str, other: DateMention, words: str, mine: DateMention) -> bool:
    theirs = evidence[slice(*other.span)]
    if theirs.casefold() == words.casefold():
        return True
    day, its = _DAYS.search(words), _DAYS.search(theirs)
    if day and its:
        return day.group().casefold() == its.group().casefold() and len(words) <= len(theirs)
    if mine.first and mine.last and other.first and other.last:
        if other.relative and mine.relative and (day or its):
            return mine.first == other.first and mine.last == other.last
        return mine.first <= other.first and other.last <= mine.last
    if mine.month is not None:
        month = other.month or (other.first.month if other.first else None)
        last = other.last.month if other.last else month
        number = other.day or (
            other.first.day if other.first and other.first == other.last else None
        )
        return mine.month == month == last and mine.day in (None, number)
    return False
