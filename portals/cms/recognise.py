"""Which CMS made a page: by what its head says, strings of its own markup, and the shape of its addresses."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from urllib.parse import urlsplit

from portals.cms.base import Cms
from portals.cms.chuyenmuc import ChuyenMuc
from portals.cms.content_listing import ContentListing
from portals.cms.generic import Generic
from portals.cms.liferay import Liferay
from portals.cms.nukeviet import OTHER_MODULES, NukeViet
from portals.cms.patterns import pattern
from portals.cms.sharepoint import SharePoint
from portals.cms.tandan import TanDan
from portals.cms.trangchu import TrangChu
from portals.cms.vccorp import VcCorp
from portals.cms.vnportal import VnPortal
from portals.cms.vnportal_new import VnPortalNew
from portals.cms.wordpress import WordPress
from portals.items import RawPage
from portals.webpage.decoding import decode

_GENERATOR = re.compile(r"""<meta\b(?=[^>]*\bname\s*=\s*["']?generator\b)[^>]*\bcontent\s*=\s*["']([^"']*)""", re.IGNORECASE)
_LINK = re.compile(r"""\bhref\s*=\s*["']([^"'#\s]+)""", re.IGNORECASE)
_SURE = 4
"""What a generator is worth; two cues of a kind that nobody else prints are worth as much."""
_ENOUGH = 2
_FITTING = 3
"""Links of a page from which their shape is a cue of its own."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """A CMS and why it is thought to be this one. `name` is `generic` where none is known."""

    name: str
    cms: Cms
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What tells a CMS. Patterns without regard to case; `make` builds it from the page's source and address."""

    make: Callable[[str, str], Cms]
    generator: str = r"(?!)"
    markup: tuple[tuple[str, str, int], ...] = ()
    """What it is, in words; pattern of the source; worth."""
    address: str = r"(?!)"
    """Pattern of path and query that hardly any other CMS has; of the page itself and of its links."""
    address_worth: int = 2


def recognise(source: str, url: str) -> Recognised:
    """Return the CMS that made a page, from its decoded source and its address. Never raises.

    >>> found = recognise('<meta name="generator" content="NukeViet v4.5">', "https://a.gov.vn/vi/news/")
    >>> found.name, found.reasons
    ('nukeviet', ('meta generator: NukeViet v4.5',))
    """
    generator = unescape(found[1]) if (found := _GENERATOR.search(source)) else ""
    links = [unescape(link) for link in _LINK.findall(source)]
    judged = [(*_judge(fingerprint, source, url, generator, links), fingerprint) for fingerprint in FINGERPRINTS]
    worth, reasons, fingerprint = max(judged, key=lambda each: each[0])
    if worth < _ENOUGH:
        said = (f"meta generator: {generator}, which no module knows",) if generator else ("nothing that a known CMS prints",)
        return Recognised(Generic.name, Generic(), said)
    cms = fingerprint.make(source, url)
    return Recognised(cms.name, cms, tuple(reasons))


def decided_by(page: RawPage, cms: Cms) -> Cms | None:
    """Return the same CMS with what a further page says of its addresses, where `cms` guesses; None where it says no more.

    A home page of four titles may not show under which structure a WordPress files its posts.
    """
    if cms.name == Generic.name:
        return None
    found = recognise(decode(page.body).text, page.url).cms
    return found if found.name == cms.name and not found.guesses else None


def _judge(fingerprint: Fingerprint, source: str, url: str, generator: str, links: list[str]) -> tuple[int, list[str]]:
    worth, reasons = 0, []
    if generator and pattern(fingerprint.generator).search(generator):
        worth += _SURE
        reasons.append(f"meta generator: {generator}")
    for name, text, value in fingerprint.markup:
        if pattern(text).search(source):
            worth += value
            reasons.append(f"markup: {name}")
    shape = pattern(fingerprint.address)
    if shape.search(_path(url)):
        worth += fingerprint.address_worth
        reasons.append(f"address: {_path(url)}")
    fitting = sum(1 for link in set(links) if _same_host(link, url) and shape.search(_path(link)))
    if fitting >= _FITTING:
        worth += fingerprint.address_worth
        reasons.append(f"links: {fitting} have the shape of its articles")
    return worth, reasons


def _path(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _same_host(link: str, url: str) -> bool:
    try:
        host = urlsplit(link).hostname
        return host is None or host == urlsplit(url).hostname
    except ValueError:
        return False


def _nukeviet(source: str, url: str) -> Cms:
    """The news modules are those with feeds; `/rss/` without a module says that addresses name none."""
    feeds = re.findall(r"""href\s*=\s*["'][^"']*?(?:://[^/"']+)?/(?:[a-z]{2}/)?(?:([\w-]+)/)?rss/""", source, re.IGNORECASE)
    named = re.search(r"""nv_module_name\s*=\s*["'](\w[\w-]*)["']|data-module="(\w[\w-]*)""", source)
    modules = sorted({module for module in feeds if len(module) > 2} - OTHER_MODULES)
    bare = "" in feeds and not modules
    if not modules:
        modules = [(named[1] or named[2]) if named else "news"]
    return NukeViet(tuple(sorted(modules, key=lambda module: (module != "news", module))), bare)


_PERMALINKS = (
    (r"^/\d{4}/\d{2}/\d{2}/[^/]+/?$", "/%year%/%monthnum%/%day%/%postname%/"),
    (r"^/\d{4}/\d{2}/[^/]+\.html$", "/%year%/%monthnum%/%postname%.html"),
    (r"^/\d{4}/\d{2}/[^/]+/?$", "/%year%/%monthnum%/%postname%/"),
    (r"^/archives/\d+/?$", "/archives/%post_id%"),
    (r"^/[^/]+\.html$", "/%postname%.html"),
    (r"^/(?!category/|tag/|author/)[^/]+/[^/]+/?$", "/%category%/%postname%/"),
    (r"^/[^/]+/?$", "/%postname%/"),
)
_POST_LINK = re.compile(
    r"""<a\b(?=[^>]*\brel\s*=\s*["']?bookmark)[^>]*\bhref\s*=\s*["']([^"']+)"""
    r"""|class="[^"]*(?:entry-title|wp-block-post-title)[^"]*"[^>]*>\s*<a\b[^>]*\bhref\s*=\s*["']([^"']+)""",
    re.IGNORECASE,
)


def _wordpress(source: str, url: str) -> Cms:
    """The permalink structure that most links of post titles have; none where there are too few of them."""
    links = [_path(unescape(one or two)) for one, two in _POST_LINK.findall(source)]
    if re.search(r"<body[^>]*\bclass=[\"'][^\"']*\bsingle-post\b", source, re.IGNORECASE):
        links.append(_path(url))
    counted = Counter(next((name for shape, name in _PERMALINKS if pattern(shape).search(link)), "") for link in links)
    return WordPress(counted.most_common(1)[0][0] if counted else "")


_SNAME = re.compile(
    r"[?&;]sname=([\w-]+)(?:&amp;|&)(?:[^\"'\s]*?&(?:amp;)?)?sid=(\d+)|[?&;]sid=(\d+)(?:&amp;|&)[^\"'\s]*?sname=([\w-]+)", re.I
)
_SNAME_PATH = re.compile(r"/([a-z][\w-]*)/(\d{1,6})/\d+/\d+(?:/\d+)?/", re.IGNORECASE)


def _vnportal(source: str, url: str) -> Cms:
    """The site's folder and number, as most of its addresses name them."""
    text = f'{url} "{source}"'
    pairs = Counter((one or four, two or three) for one, two, three, four in _SNAME.findall(text))
    pairs += Counter((name, number) for name, number in _SNAME_PATH.findall(text))
    (sname, sid), _ = pairs.most_common(1)[0] if pairs else (("", "0"), 0)
    return VnPortal(sname=sname, sid=int(sid))


FINGERPRINTS = (
    Fingerprint(
        _nukeviet,
        generator=r"^NukeViet",
        markup=(
            ("nv_base_siteurl", r"nv_base_siteurl|nv_module_name", 4),
            ("#news-bodyhtml", r"""id=["']?news-bodyhtml""", 3),
            (".news_column", r"""class=["'][^"']*\bnews_column\b""", 2),
            ("#news_detail with #hometext", r"""id=["']?news_detail(?=.*id=["']?hometext)""", 2),
        ),
        address=r"[?&]nv=\w+&op=",
    ),
    Fingerprint(
        _wordpress,
        generator=r"^WordPress\b",
        markup=(
            ("/wp-content/", r"/wp-content/(?:themes|plugins|uploads)/", 2),
            ("wp-json", r"""https://api\.w\.org/|/wp-json/""", 2),
            ("wp-block classes", r"""class=["'][^"']*\bwp-(?:block|site)-""", 1),
        ),
    ),
    Fingerprint(
        _vnportal,
        markup=(
            ("sname= and sid=", r"[?&;]sname=[\w-]+|[?&;]sid=\d+[^\"'\s]*sname=", 2),
            ("storage-vnportal.vnpt.vn or /sitefolders/", r"storage-vnportal\.vnpt\.vn|/sitefolders/", 1),
        ),
        address=r"^/(?:[a-z][\w-]*/)?\d{1,6}/\d+/\d+/\d+/[^?]|/m?default\.aspx\?(?=.*\bcatid=)(?=.*\bid=\d)",
    ),
    Fingerprint(
        lambda source, url: VnPortalNew(),
        markup=(
            ("UI…_Default widgets", r"""class=["'][^"']*\bUI[A-Z]\w+_Default\b""", 2),
            ("ctrl_… controls", r"""id=["']?ctrl_\d+_\d+""", 1),
            ("storage-vnportal.vnpt.vn", r"storage-vnportal\.vnpt\.vn", 1),
        ),
        address=r"^/[a-z0-9-]+/[a-z0-9-]+-\d{5,9}$",
        address_worth=1,
    ),
    Fingerprint(
        lambda source, url: TrangChu(),
        markup=(("/file/thumb/ or /file/download/", r"/file/(?:thumb/\d+|download)/\d{6,}", 1),),
        address=r"^/web/trang-chu(?:/|$)",
        address_worth=3,
    ),
    Fingerprint(
        lambda source, url: ChuyenMuc(),
        markup=(
            ("News_Detail_Title", r"\bNews_(?:Detail_Title|Time_Post)\b", 3),
            ("divArticleDescription2", r"""id=["']?divArticleDescription[123]\b""", 2),
            ("H3_iTem_ListNews", r"\b(?:H3_iTem_ListNews|Around_News_(?:Content|Detail)|listnews_item_title)\b", 3),
        ),
        address=r"^(?:/\w{2})?/(?:tin-tuc/\d+/\d+|chuyen-muc/\d+)/[^/?]+\.aspx|/pages/(?:chitiettin|chuyenmuctin)\.aspx\?",
        address_worth=3,
    ),
    Fingerprint(
        lambda source, url: TanDan(),
        markup=(
            ("TD- classes", r"""class=["'][^"']*\bTD-[a-z]""", 3),
            ("/portal/Photos/", r"/portal\w*/(?:Photos|VanBan)/\d{4}-\d{2}/", 2),
        ),
        address=r"^/portal\w*/(?:pages/\d{4}-\d{1,2}-\d{1,2}/|kenhtin/)",
        address_worth=4,
    ),
    Fingerprint(
        lambda source, url: SharePoint(),
        generator=r"^Microsoft SharePoint",
        markup=(
            ("_spPageContextInfo", r"_spPageContextInfo|_spBodyOnLoadFunctionNames|/_layouts/(?:15/)?", 2),
            ("ExternalClass", r"""class=["']?ExternalClass[0-9A-F]{32}|ms-rtestate-field|RichHtmlField""", 2),
        ),
        address=r"/(?:pages|trang)/[^?]*\.aspx\?(?=.*(?:itemid|newsid|idnews|nid)=\d)|/pages/tintuc/\d+/",
    ),
    Fingerprint(
        lambda source, url: Liferay(),
        generator=r"^Liferay",
        markup=(
            ("Liferay script", r"\bLiferay\.(?:ThemeDisplay|Portlet|currentURL)|/o/frontend-js|Liferay\.AUI", 4),
            ("portlet ids", r"p_p_id(?:=|_)[\w]*_?INSTANCE_|com_liferay_asset_publisher", 3),
            ("journal-content-article", r"journal-content-article|\bportlet-(?:boundary|content|body)\b", 2),
        ),
        address=r"/-/(?:asset_publisher|view_content)/",
        address_worth=3,
    ),
    Fingerprint(
        lambda source, url: VcCorp(),
        markup=(
            ("afcbc-body or VCSortableInPreviewMode", r"\bafcbc-body\b|VCSortableInPreviewMode|PhotoCMS_Caption", 3),
            ("box-stream-item", r"\bbox-stream-item\b|/api/NewsZone/", 2),
        ),
        address=r"-\d{15,20}\.htm$",
        address_worth=3,
    ),
    Fingerprint(
        lambda source, url: ContentListing(),
        markup=(
            ("Content.Listing module", r"module=Content\.Listing|Content\.Article\.selectAll", 4),
            ("article-news cards", r"""class=["'][^"']*\barticle-news\b""", 1),
        ),
    ),
)
