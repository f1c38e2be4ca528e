"""What `scrapy new` writes: guesses of the place, and a file that no string of the site can turn into other code."""

from __future__ import annotations

import ast
from dataclasses import replace

import pytest

from portals.cms.generic import Generic
from portals.cms.vnportal import VnPortal
from portals.cms.wordpress import WordPress
from portals.portal import Portal, Section, at_host
from portals.recording.declaration import class_name, declaration, is_name, suggested_name
from portals.recording.place import place_in, place_of_host
from portals.registry import load_portal

SITE = at_host(load_portal("any"), "https://www.sonoivu.dongnai.gov.vn/")
HOSTILE = '"""), __import__("os").system("x") #\n\\" \u2028'


def built(source: str) -> Portal:
    """The portal that a spider file declares."""
    names: dict[str, object] = {"__name__": "written"}
    exec(compile(source, "written.py", "exec"), names)
    found = next(value for name, value in names.items() if name.endswith("Spider") and name != "PortalSpider")
    portal = getattr(found, "portal", None)
    assert isinstance(portal, Portal)
    return portal


@pytest.mark.parametrize(
    "cms",
    [
        VnPortal(sname="tpsoctrang", sid=1279),
        WordPress("/%year%/%postname%/"),
        Generic(article=r"^/tin/(?P<id>\d+)"),
        Generic(),
    ],
)
def test_what_is_written_is_what_was_found(cms: Generic) -> None:
    sections = (Section("Tin tức", "/tin-tuc/"), Section("Thông báo", "/thong-bao/?a=1"))
    portal = replace(SITE, name="so_noi_vu", cms=cms, place="tỉnh Đồng Nai", province="tỉnh Đồng Nai", sections=sections)
    assert built(declaration("so_noi_vu", portal)) == portal


def test_strings_of_the_site_stay_strings() -> None:
    portal = replace(SITE, name="x1", title=HOSTILE, place=HOSTILE, sections=(Section(HOSTILE, f"/{HOSTILE}"),), cms=Generic())
    source = declaration("x1", portal)
    assert built(source).title == " ".join(HOSTILE.split())
    calls = {ast.unparse(node.func) for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)}
    assert calls == {"Portal", "Generic", "Section"}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Cổng thông tin điện tử thành phố Sóc Trăng", "thành phố Sóc Trăng"),
        ("TRANG TIN TỈNH ĐỒNG NAI", "tỉnh Đồng Nai"),
        ("Trang chủ", None),
        ("Ủy ban nhân dân xã Không Có Thật", None),
    ],
)
def test_the_place_of_a_title(text: str, place: str | None) -> None:
    found = place_in(text)
    assert (found.name if found else None) == place


@pytest.mark.parametrize(
    ("host", "place"),
    [
        ("dongnai.gov.vn", "tỉnh Đồng Nai"),
        ("tpthanhhoa.thanhhoa.gov.vn", "tỉnh Thanh Hóa"),
        ("www.example.vn", None),
        ("127.0.0.1", None),
        (None, None),
    ],
)
def test_the_place_of_a_host(host: str | None, place: str | None) -> None:
    found = place_of_host(host)
    assert (found.name if found else None) == place


def test_names() -> None:
    assert suggested_name(SITE) == "sonoivu_dongnai"
    assert suggested_name(at_host(SITE, "http://127.0.0.1:8000/")) == "site"
    assert class_name("so_noi_vu") == "SoNoiVuSpider"
    assert not any(map(is_name, ("any", "portal", "Đồng", "a-b", "1a", "", "../x")))
