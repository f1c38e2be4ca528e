"""What `-a` may say, and the one line that answers what it may not."""

from datetime import UTC, date, datetime, timedelta

import pytest

from portals.portal import Portal, Section
from portals.spiders.options import OptionError, read_options

NEWS, NOTICES = Section("Tin tức sự kiện", "/a/1/2/3/Tin-tuc-su-kien/"), Section("Thông báo", "/a/1/2/4/Thong-bao/")


@pytest.fixture
def portal() -> Portal:
    return Portal("x", "X", ("x.gov.vn",), cms=None, place="x", province="y", sections=(NEWS, NOTICES))  # type: ignore[arg-type]


def test_nothing_given_is_a_whole_crawl(portal: Portal) -> None:
    options = read_options(portal, {})
    assert options.sections == (NEWS, NOTICES)
    assert not options.partial


@pytest.mark.parametrize("written", ["Thông báo", "thông  BÁO", "thong-bao", "Thong-bao"])
def test_a_section_by_name_or_path(portal: Portal, written: str) -> None:
    options = read_options(portal, {"sections": written})
    assert options.sections == (NOTICES,)
    assert options.partial


def test_values(portal: Portal) -> None:
    options = read_options(portal, {"since": "2022-07-05", "max_pages": "3", "full": "1", "base": "http://127.0.0.1:8000/"})
    assert (options.since, options.max_pages, options.full, options.base) == (
        date(2022, 7, 5),
        3,
        True,
        "http://127.0.0.1:8000",
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("since", "05/07/2022"),
        ("since", "2022-02-31"),
        ("since", ""),
        ("since", "5 tháng"),
        ("since", "monday"),
        ("max_pages", "0"),
        ("max_pages", "-1"),
        ("max_pages", "²"),
        ("full", "yes"),
        ("base", "127.0.0.1:8000"),
        ("base", "ftp://127.0.0.1"),
        ("base", "http://"),
        ("base", "http://127.0.0.1:port"),
        ("sections", "Thể thao"),
        ("sections", " , "),
        ("colour", "blue"),
    ],
)
def test_refused_in_one_line_that_names_the_argument(portal: Portal, name: str, value: str) -> None:
    with pytest.raises(OptionError) as refusal:
        read_options(portal, {name: value})
    assert "\n" not in str(refusal.value)
    assert name in str(refusal.value) or value in str(refusal.value)


def test_since_counts_back_from_today(portal: Portal) -> None:
    since = read_options(portal, {"since": "2 tuần trước"}).since
    assert since is not None
    assert timedelta(days=13) <= datetime.now(UTC).date() - since <= timedelta(days=15)
