"""`scrapy who` and `scrapy export` on the store of `make demo`: the two captured pages, and stores without a register."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from portals.store import open_store
from tests.commands.cli import scrapy
from tests.register.articles import article


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = tmp_path_factory.mktemp("demo") / "portals.db"
    for portal in ("soctrang", "thanhhoa"):
        run = scrapy(
            "crawl", portal, "-s", f"REPLAY=fixtures/{portal}", "-s", f"REPORT_DIR={store.parent / 'reports'}", store=store
        )
        assert run.code == 0, run.err
    return store


@pytest.mark.slow
def test_a_dated_page_makes_a_certain_answer_with_its_sentence(demo: Path) -> None:
    asked = ("who", "Bí thư Thành ủy", "--place", "thành phố Thanh Hóa", "--on", "2020-10-09", "--format", "json")
    (answer,) = json.loads(scrapy(*asked, "-L", "WARNING", store=demo).out)

    assert (answer["name"], answer["certainty"], answer["disputed"]) == ("Lê Anh Xuân", "certain", False)
    assert answer["evidence"][0]["sentence"] == (
        "Đồng chí Lê Anh Xuân – UVBTV Tỉnh ủy, Bí thư Thành ủy thành phố Thanh Hóa chủ trì hội nghị."
    )
    assert answer["evidence"][0]["warc_file"] == "fixtures/thanhhoa/captured"


@pytest.mark.slow
def test_an_undated_page_is_likely_at_most_with_its_interval(demo: Path) -> None:
    asked = ("who", "pho bi thu thanh uy", "--place", "thành phố Sóc Trăng", "--on", "2023-01-15", "--format", "json")
    found = {answer["name"]: answer for answer in json.loads(scrapy(*asked, "-L", "WARNING", store=demo).out)}

    answer = found["Nguyễn Thị Kiều Linh"]
    assert (answer["certainty"], answer["interval"]) == ("likely", "2022-04-27/2024-05-02")
    assert {one["certainty"] for one in found.values()} == {"likely"}


@pytest.mark.slow
@pytest.mark.parametrize(
    "words",
    [
        ("who", "Bí thư Thành ủy"),
        ("register", "--findings"),
        ("review", "persons"),
        ("export", "--what", "terms", "-O", "terms.csv"),
    ],
)
def test_a_store_without_a_register_says_so_in_one_line(words: tuple[str, ...], tmp_path: Path) -> None:
    store = tmp_path / "portals.db"
    with open_store(f"sqlite:///{store}") as opened:
        opened.save([article(1, "2020-01-01", "Ông Lê Văn An, Bí thư Thành ủy, dự lễ.")])
    run = scrapy(*[word.replace("terms.csv", str(tmp_path / "terms.csv")) for word in words], "-L", "WARNING", store=store)

    assert run.code == 2
    assert run.line.endswith("the store has no register yet; build it with: scrapy register")
