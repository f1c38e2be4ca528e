"""Saving: what is new, what changed, what stayed as it was."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa

from portals.items import Article, Attachment, Image, Official
from portals.store import Store, open_store, reading, saving
from portals.store.tables import articles, officials, positions, versions
from tests.store.articles import TEXT, article


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    store = open_store(store_url)
    yield store
    store.close()


def outcomes(store: Store, *captures: Article) -> list[tuple[str, int]]:
    return [(saved.outcome, saved.version) for saved in store.save(captures)]


def stored(store: Store, name: str = "thanhhoa:1") -> Article:
    with store.read() as connection:
        return next(reading.read_articles(connection, [name]))


def test_a_first_capture_is_new_and_says_so_in_the_record(store: Store) -> None:
    capture = article(day=1)
    assert outcomes(store, capture) == [("new", 1)]
    assert (capture.version, capture.first_seen, capture.last_seen, capture.changed_at) == (1, *["2024-01-01T00:00:00Z"] * 3)


def test_what_is_read_back_is_what_was_saved(store: Store) -> None:
    capture = article()
    store.save([capture])
    assert stored(store) == capture


def test_the_same_text_another_day_is_unchanged(store: Store) -> None:
    store.save([article(day=1)])
    again = article(day=3, view_count=500)
    assert outcomes(store, again) == [("unchanged", 1)]
    assert (again.first_seen, again.last_seen, again.changed_at) == (
        "2024-01-01T00:00:00Z",
        "2024-01-03T00:00:00Z",
        "2024-01-01T00:00:00Z",
    )
    assert stored(store).view_count == 500, "the record is the last capture's"


SAME = {
    "decomposed letters": {"title": unicodedata.normalize("NFD", article().title or "")},
    "another tone placement": {"title": "Hội nghị số 1 về hoà giải ở cơ sở"},
    "capitals": {"title": "HỘI NGHỊ SỐ 1 VỀ HÒA GIẢI Ở CƠ SỞ"},
    "another kind of blank": {"byline": "Thanh\u00a0Xuân"},
    "views": {"view_count": 99},
    "a date read otherwise": {"published_at": "2023-09-08", "published_precision": "day"},
    "a date label read along": {"published_raw": "09/08/2023 07:30:00"},
    "officials found by a better reader": {"officials": [Official("Trần Thị Ví Dụ", "Trần Thị Ví Dụ")]},
    "another section": {"section": "Tin tức"},
    "another address": {"url": "https://example.gov.vn:443/web/trang-chu/tin-tuc/1.html"},
    "another host of a file": {
        "attachments": [Attachment("http://alias.gov.vn/file/download/123456789.html", "Kế hoạch số 12")]
    },
    "another size of an image": {
        "images": [Image("https://example.gov.vn/file/thumb/900/123456789.jpg", "Toàn cảnh hội nghị")]
    },
}


@pytest.mark.parametrize("values", SAME.values(), ids=SAME.keys())
def test_no_new_version(store: Store, values: dict[str, Any]) -> None:
    store.save([article(day=1)])
    assert outcomes(store, article(day=2, **values)) == [("unchanged", 1)]


CHANGED = {
    "a word of the title": {"title": "Hội nghị số 1 về hòa giải tại cơ sở"},
    "a tone": {"body": f"{TEXT} Đây là cuộc hợp thứ 1 trong năm."},
    "a number": {"body": f"{TEXT} Đây là cuộc họp thứ 2 trong năm."},
    "the byline": {"byline": "Anh Huy"},
    "the printed date": {"published_raw": "Đăng lúc: 10/08/2023 07:30:00 (GMT+7)"},
    "a caption": {"images": [Image("https://example.gov.vn/file/thumb/500/123456789.jpg", "Quang cảnh hội nghị")]},
    "a file more": {"attachments": [*article().attachments, Attachment("https://example.gov.vn/file/download/2.html")]},
    "a lead": {"lead": "Ngày 9/8, thành phố họp."},
}


@pytest.mark.parametrize("values", CHANGED.values(), ids=CHANGED.keys())
def test_a_new_version(store: Store, values: dict[str, Any]) -> None:
    store.save([article(day=1)])
    edited = article(day=2, **values)
    assert outcomes(store, edited) == [("changed", 2)]
    assert edited.changed_at == "2024-01-02T00:00:00Z"


def test_every_version_keeps_its_bytes(store: Store) -> None:
    for day, title in ((1, "Một"), (2, "Hai"), (3, "Một")):
        store.save([article(day=day, title=title)])
    with store.read() as connection:
        rows = reading.history(connection, "thanhhoa:1")
    assert [(row["version"], row["content"]["title"], row["warc_file"], row["warc_record_id"]) for row in rows] == [
        (1, "Một", "crawl-1.warc.gz", "<urn:uuid:1-1>"),
        (2, "Hai", "crawl-2.warc.gz", "<urn:uuid:2-1>"),
        (3, "Một", "crawl-3.warc.gz", "<urn:uuid:3-1>"),
    ]


def test_the_same_bytes_read_better_make_no_version(store: Store) -> None:
    store.save([article(day=1, title="Trang chủ » Hội nghị")])
    assert outcomes(store, article(day=1, title="Hội nghị")) == [("unchanged", 1)]
    assert stored(store).title == "Hội nghị"
    assert outcomes(store, article(day=2, title="Hội nghị")) == [("unchanged", 1)]


def test_an_older_capture_takes_its_place_in_time(store: Store) -> None:
    store.save([article(day=5, title="Mới")])
    assert outcomes(store, article(day=2, title="Cũ")) == [("changed", 1)]
    kept = stored(store)
    assert (kept.title, kept.version, kept.first_seen) == ("Mới", 2, "2024-01-02T00:00:00Z")


def test_one_batch_may_hold_an_article_twice(store: Store) -> None:
    assert outcomes(store, article(day=1), article(day=2), article(day=3, title="Khác")) == [
        ("new", 1),
        ("unchanged", 1),
        ("changed", 2),
    ]


def test_officials_and_positions_are_those_of_the_last_capture(store: Store) -> None:
    store.save([article(day=1)])
    store.save([article(day=2, officials=[Official("Trần Thị Ví Dụ", "Trần Thị Ví Dụ")])])
    with store.read() as connection:
        assert connection.execute(sa.select(officials.c.name, officials.c.name_key)).all() == [
            ("Trần Thị Ví Dụ", "trần thị ví dụ")
        ]
        assert connection.execute(sa.select(positions)).all() == []


def test_gone_keeps_the_last_version_and_coming_back_goes_on(store: Store) -> None:
    store.save([article(day=1)])
    assert store.gone("thanhhoa:1", at="2024-01-02T00:00:00Z")
    assert not store.gone("thanhhoa:1"), "known already"
    assert not store.gone("thanhhoa:unknown")
    with store.read() as connection:
        row = reading.find(connection, "thanhhoa:1")
    assert row is not None
    assert (row["state"], row["gone_at"], row["version"]) == ("gone", "2024-01-02T00:00:00Z", 1)
    assert outcomes(store, article(day=3)) == [("unchanged", 1)]
    assert outcomes(store, article(day=4, title="Khác")) == [("changed", 2)]
    with store.read() as connection:
        row = reading.find(connection, "thanhhoa:1")
    assert row is not None
    assert (row["state"], row["gone_at"]) == ("present", None)


def test_an_answer_without_a_text_moves_only_the_time_it_was_seen(store: Store) -> None:
    store.save([article(day=1), article(2, day=1)])
    store.gone("thanhhoa:1", at="2024-01-02T00:00:00Z")
    with store.write() as connection:
        saving.unchanged(connection, ["thanhhoa:1"], "2024-01-03T00:00:00Z")
        saving.unchanged(connection, ["thanhhoa:2"], "2023-12-31T00:00:00Z")
    with store.read() as connection:
        back, other = reading.find(connection, "thanhhoa:1"), reading.find(connection, "thanhhoa:2")
        (version,) = reading.history(connection, "thanhhoa:1")
    assert back is not None
    assert other is not None
    assert (back["state"], back["last_seen"], back["version"]) == ("present", "2024-01-03T00:00:00Z", 1)
    assert other["last_seen"] == "2024-01-01T00:00:00Z"
    assert version["last_seen"] == "2024-01-03T00:00:00Z"
    assert stored(store).last_seen == "2024-01-03T00:00:00Z"


def test_an_archive_from_before_it_was_gone_does_not_bring_it_back(store: Store) -> None:
    store.save([article(day=1)])
    store.gone("thanhhoa:1", at="2024-01-02T00:00:00Z")
    store.save([article(day=1)])
    with store.read() as connection:
        row = reading.find(connection, "thanhhoa:1")
    assert row is not None
    assert (row["state"], row["gone_at"]) == ("gone", "2024-01-02T00:00:00Z")


def test_what_no_database_takes_is_replaced(store: Store) -> None:
    store.save([article(body=f"{TEXT} \x00 \ud800", officials=[Official("A\x00", "A\x00")])])
    assert (stored(store).body or "").endswith("\ufffd \ufffd")


def test_an_id_with_what_no_database_takes(store: Store) -> None:
    odd = article(id="thanhhoa:bai\x00-1")
    store.save([odd])
    assert stored(store, "thanhhoa:bai\ufffd-1").officials == odd.officials


def test_a_batch_is_all_or_nothing(store: Store) -> None:
    broken = replace(article(2), portal=None)  # type: ignore[arg-type]
    with pytest.raises(Exception, match="portal"):
        store.save([article(1), broken])
    with store.read() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(articles)).scalar() == 0
        assert connection.execute(sa.select(sa.func.count()).select_from(versions)).scalar() == 0


def test_copies_are_linked_and_one_stands_for_them(store: Store) -> None:
    first = article(1, title="Thông báo", published_at="2023-01-01")
    second = article(2, title="Thông báo", body=first.body)
    store.save([first])
    store.save([second])
    assert [(link.id, link.relation) for link in second.duplicates] == [("thanhhoa:1", "copy")]
    assert second.representative == "thanhhoa:1"
    assert stored(store).duplicates[0].id == "thanhhoa:2", "the earlier record knows the later one"
    with store.read() as connection:
        assert reading.unique(connection, ["thanhhoa:1", "thanhhoa:2"]) == ["thanhhoa:1"]
        assert reading.unique(connection, ["thanhhoa:2"]) == ["thanhhoa:2"]


def test_a_date_that_only_a_listing_prints_is_no_part_of_the_version(store: Store) -> None:
    store.save([article(day=1, published_source="listing", published_raw="(09/08/2023)")])
    undated = article(day=2, published_source=None, published_raw=None, published_at=None, published_missing="not_printed")
    assert outcomes(store, undated) == [("unchanged", 1)]
