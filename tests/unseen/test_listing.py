"""Listings in markup nobody has seen: every article in order, its own date and title beside it, the way to the next page."""

from __future__ import annotations

import pytest

from portals.cms.generic import Generic
from portals.portal import Listing
from portals.text.folding import squeeze
from tests.fixtures.cases import portals
from tests.unseen.listing import ListSample, list_sample
from tests.unseen.options import Profile

pytestmark = pytest.mark.slow

PAGES = 100
SETS = [(portal, profile) for portal in ("soctrang", "thanhhoa") for profile in ("open", "held")]


def read(sample: ListSample) -> Listing:
    return portals()[sample.portal].cms.listing(sample.page)


def samples(portal: str, profile: Profile) -> list[ListSample]:
    return [list_sample(portal, profile, number) for number in range(PAGES)]


def failures(wrong: list[tuple[int, object, object]], of: int = PAGES) -> str:
    return f"{len(wrong)} of {of} pages: {wrong[:3]}"


@pytest.mark.parametrize(("portal", "profile"), SETS)
def test_articles_in_order(portal: str, profile: Profile) -> None:
    wrong: list[tuple[int, object, object]] = []
    for sample in samples(portal, profile):
        found, truth = [link.url for link in read(sample).links], [item.url for item in sample.items]
        if found != truth:
            wrong.append((sample.number, len(found), len(truth)))
    assert not wrong, failures(wrong)


@pytest.mark.parametrize(("portal", "profile"), SETS)
def test_titles(portal: str, profile: Profile) -> None:
    wrong: list[tuple[int, object, object]] = []
    for sample in samples(portal, profile):
        titles = [squeeze(link.listed.title or "") for link in read(sample).links]
        if titles != [item.title for item in sample.items]:
            wrong.append((sample.number, titles[:2], sample.items[:2]))
    assert not wrong, failures(wrong)


@pytest.mark.parametrize(("portal", "profile"), SETS)
def test_dates_are_an_items_own(portal: str, profile: Profile) -> None:
    """A neighbour's date is worse than none; few may be missed."""
    wrong: list[tuple[int, object, object]] = []
    missed = dated = 0
    for sample in samples(portal, profile):
        raw = {link.url: link.listed.published_raw for link in read(sample).links}
        said = [(raw.get(item.url), item.date) for item in sample.items]
        dated += sum(date is not None for _, date in said)
        missed += sum(date is not None and found is None for found, date in said)
        wrong += [(sample.number, found, date) for found, date in said if found and (date is None or date not in found)][:1]
    assert not wrong, failures(wrong)
    assert missed <= 0.02 * dated, f"{missed} of {dated} dates missed"


@pytest.mark.parametrize(("portal", "profile"), SETS)
def test_next_page(portal: str, profile: Profile) -> None:
    wrong: list[tuple[int, object, object]] = []
    for sample in samples(portal, profile):
        step = read(sample).next
        said = None if step is None else dict(step.form)["__EVENTTARGET"] if step.method == "POST" else step.url
        if said != sample.next:
            wrong.append((sample.number, said, sample.next))
    assert not wrong, failures(wrong)


@pytest.mark.parametrize(("portal", "profile"), SETS)
def test_articles_of_a_cms_that_nobody_knows(portal: str, profile: Profile) -> None:
    """The addresses say nothing: the list is found by its structure alone, and nothing of menus, boxes and feet with it."""
    wrong: list[tuple[int, object, object]] = []
    for sample in samples(portal, profile):
        found = {link.url.partition("//")[2].partition("/")[2] for link in Generic().listing(sample.page).links}
        truth = {item.url.partition("//")[2].partition("/")[2] for item in sample.items}
        if found != truth:
            wrong.append((sample.number, len(truth - found), sorted(found - truth)[:2]))
    assert not wrong, failures(wrong)
