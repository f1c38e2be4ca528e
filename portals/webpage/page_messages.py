"""What a web server says to who asked for a page: not found, members only, closed, refused, a fault. Text in, claims out.

A claim is built of parts: a thing of the site, words that may stand between, and what is wrong with it
(`Bài viết | bạn yêu cầu | đã bị gỡ`). Whole sentences from a list would know only the systems that were seen.
An article's sentence about such things (`Bài thuốc chữa ung thư không tồn tại`) has other words between, and is none.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from html import unescape
from importlib.resources import files

from portals.text.folding import fold

LONGEST = 600
"""Characters of the longest text that is looked at for a claim; messages are short."""
_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\s[|•]\s")
_ANSWERS = ("trả lời", "hỏi:", "đáp:", "kính thưa")
"""How a citizen's question and its answer begin, which may be about a site's faults."""
_WRONG = (
    *("cannot", "closed", "english_closed", "english_gone", "english_limits", "english_members", "english_refused", "faults"),
    *("english_sessions", "gone", "limits", "login", "no_right", "refused", "suspicions"),
)
"""Lists that say what is wrong."""
_MARKS = " .:!?…-–|»\"'“”()[]"
_BEFORE_NAME = (" - ", " | ", ": ", " – ")
_TRACE = re.compile(r"\bat [\w$]+(?:\.[\w$<>]+)+\([\w.]+:\d+\)|\bon line \d+|\bin /[\w./-]+\.php\b|[\w.]+exception\b.*\bat\b")
_NUMBERED = re.compile(r"(?:http |iis [\d.]+ detailed )?(?:error|status|lỗi|mã lỗi)(?: code)?:? [45]\d\d\b")
"""`HTTP Status 404 – …`, `Lỗi 500`."""
_CODE = re.compile(r"(?:[\w.-]+ \| )?[45]\d\d[ :.-]+([a-z][a-z '-]+)")
"""`503 Backend fetch failed`, `example.vn | 522: Connection timed out`."""
_IP = re.compile(r"\bip\b|\b\d{1,3}(?:\.\d{1,3}){3}\b")
_QUOTED = re.compile(r"\(?(?:code|mã|ref|id|reference|incident)[^:()]{0,24}: ?[\w-]{4,}\)?")
"""A number to quote: `(Code: 0b7e)`, `Mã sự kiện: 55-12`."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What a text says that its page is.

    `reason` is `error_page`, `login_page`, `maintenance`, `members_only` or `firewall`.
    `sure` is False where the text may be an article's headline as well (`Bảo trì hệ thống`, `Website xã đang được nâng cấp`).
    """

    reason: str
    sure: bool = True
    gate: bool = False
    """Whether an article's rest is kept from readers who have not logged in."""

    @property
    def wall(self) -> bool:
        """Whether a firewall speaks instead of the site."""
        return self.reason == "firewall"


def claim_of(text: str) -> Claim | None:
    """Return what a title, a heading or a paragraph says that the page is; None for an article's.

    >>> claim_of("Rất tiếc, bài viết bạn yêu cầu đã bị gỡ.")
    Claim(reason='error_page', sure=True, gate=False)
    >>> claim_of("Bài thuốc chữa ung thư không tồn tại")
    """
    if len(text) > LONGEST:
        return None
    folded = fold(unescape(text))
    found = _listed(folded)
    hinted = any(hint in folded for hint in _hints())
    if found is None and hinted:
        found = next((claim for sentence in split_sentences(folded) if (claim := _built(sentence))), None)
    if not hinted:
        return found
    if _is_refusal(folded) and (found is not None or _IP.search(folded)):
        return Claim("firewall")
    return found or _vague(folded)


def split_sentences(text: str) -> list[str]:
    """The sentences of a text; a semicolon ends one, too."""
    return [part for part in _SENTENCE.split(text) if part.strip(_MARKS)]


def speaks_to_reader(text: str) -> bool:
    """Whether a sentence is a message's, or stands at a page's foot: `Vui lòng thử lại sau`, `Bản quyền thuộc về …`."""
    folded = fold(text)
    if any(word in folded for part in ("message", "foot") for word in phrase_table("excused")[part]):
        return True
    return folded.isascii() and any(word in folded for word in _words()["english_message"])


def quotes_a_number(text: str) -> bool:
    """Whether a text is a number to quote to a firewall's keeper: `(Code: 0b7e)`."""
    return _QUOTED.fullmatch(fold(text).strip(" .")) is not None


@cache
def phrase_table(name: str) -> Mapping[str, tuple[str, ...]]:
    """A table of `block_pages.toml`: name → phrases, folded."""
    return _tables("block_pages.toml")[name]


@cache
def excuses() -> tuple[str, ...]:
    """Words that no sentence of an article holds: those of a message to its reader, and of a page's foot."""
    return tuple(word for group in phrase_table("excused").values() for word in group)


def _listed(folded: str) -> Claim | None:
    """A phrase of the lists, the site's name after it apart."""
    if len(folded) > LONGEST:
        return None
    stripped = folded.strip(_MARKS)
    parts = [stripped, *(stripped.partition(mark)[0].rstrip(_MARKS) for mark in _BEFORE_NAME if mark in stripped)]
    for place, part in enumerate(parts):
        if reason := _says(part):
            doubtful = part in phrase_table("doubtful")["phrases"] or (place > 0 and _says(stripped) is None)
            return Claim(reason, sure=not doubtful)
    return None


def _says(part: str) -> str | None:
    whole, starts = _known_words()
    if part in whole:
        return whole[part]
    if _NUMBERED.match(part) or (" " in part and _coded(part)):
        return "error_page"
    match = _beginnings().match(part)
    return starts[match[0]] if match else None


def _coded(part: str) -> bool:
    """Whether a status code and an English phrase for it is all: `502 bad gateway`; `404 hộ dân` is not."""
    match = _CODE.fullmatch(part)
    return match is not None and len(set(phrase_table("status")["words"]).intersection(match[1].split())) > 1


def _built(sentence: str) -> Claim | None:
    """A claim that is built of the parts of the table."""
    words, patterns = _words(), _patterns()
    if sentence.startswith(_ANSWERS):
        return None
    for reason, pattern in patterns:
        if not (match := pattern.search(sentence)):
            continue
        if reason == "members_only" and any(word in sentence[match.start() :] for word in words["comments"]):
            continue
        told = " này" in sentence[match.start() : match.end() + 4] or speaks_to_reader(sentence)
        return Claim(reason, sure=told, gate=reason == "members_only" and _has("rest", sentence[match.start() :]))
    if any(word in sentence for word in words["faults"]) or _TRACE.search(sentence):
        return Claim("error_page")
    return None


def _vague(folded: str) -> Claim | None:
    """A sentence in which the site speaks of itself or to its reader, of something of its own, and of a limit."""
    for sentence in split_sentences(folded):
        if sentence.startswith(_ANSWERS) or _has("comments", sentence):
            continue
        if _has("suspicions", sentence) and _has("of_reader", sentence):
            return Claim("firewall")
        asked = sentence.endswith(("?", " không"))  # `Bài viết này có hữu ích với bạn không?`
        if not asked and all(_has(name, sentence) for name in ("voices", "own", "limits", "reading")):
            return Claim("members_only" if _has("login", sentence) or "tài khoản" in sentence else _kind(sentence), sure=False)
        if folded.isascii() and all(_has(name, sentence) for name in ("english_voices", "english_own", "english_limits")):
            return Claim("members_only" if "member" in sentence or "log in" in sentence else _kind(sentence), sure=False)
    return None


def _kind(sentence: str) -> str:
    return "maintenance" if _has("closed", sentence) or "maintenance" in sentence else "error_page"


def _has(name: str, text: str) -> bool:
    return _word(name).search(text) is not None


@cache
def _word(name: str) -> re.Pattern[str]:
    """A pattern for any word of a list of the table."""
    return re.compile(rf"(?<!\w){_any(_words()[name])}(?!\w)")


def _is_refusal(folded: str) -> bool:
    """Whether a text refuses a request for a firewall's reason: an address, a rule, a rate, a number to quote."""
    return _refusals().search(folded) is not None and _firewalls().search(folded) is not None


@cache
def _firewalls() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){_any(_words()['firewalls'])}(?!\w)")


@cache
def _hints() -> tuple[str, ...]:
    """Words of which every claim that is built of parts holds one; looking for them costs a hundredth of the patterns."""
    words = _words()
    wrong = [phrase for name in _WRONG for phrase in words[name]]
    shortest = sorted({*wrong, "dành", "mật khẩu", "tài khoản", "đăng nhập", "exception", ".php", " at ", "on line "}, key=len)
    hints: list[str] = []
    for phrase in shortest:
        if not any(hint in phrase for hint in hints):
            hints.append(phrase)
    return tuple(hints)


@cache
def _refusals() -> re.Pattern[str]:
    words = _words()
    near = r"(?:\W+\w+){0,8}?\W+"
    vietnamese = rf"(?<!\w){_any(words['requests'])}{near}{_any(words['refused'])}(?!\w)"
    english = rf"\b{_any(words['english_requests'])}{near}{_any(words['english_refused'])}\b"
    return re.compile(f"{vietnamese}|{english}")


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Reasons and patterns; the first that matches a sentence names it."""
    words = {name: _any(phrases) for name, phrases in _words().items()}
    between = rf"(?:[ ,]+{words['between']}(?!\w)){{0,14}}"
    start = r"(?:^|[.!?;:,(|-] ?|(?:rất tiếc|xin lỗi|tiếc rằng|hiện tại|hiện|vì|do|rằng|có thể|thông báo|úi|oops) )"
    thing = rf"{start}(?:các |những |một )?(?:{words['things']}|{words['sites']})(?!\w)"
    site = rf"{start}(?:các |toàn bộ )?{words['sites']}(?: {words['sites']})?(?!\w)"
    named = rf"{start}(?:hệ thống )?{words['named']}(?!\w)(?:[ -]+(?!sẽ\b)[\w/]+){{0,9}}?"
    after = rf"(?!\w)(?=\W*$|\s*[.,!?;:)(\"-]| {words['after']}(?!\w))"
    only_for = r"[ ,]+(?:chỉ )?(?:được )?dành(?: riêng)?(?: cho)?(?: các)?"
    kept = r"(?<!\w)(?:nội dung|bài viết|tài liệu|trang|khu vực|mục)"
    must = r"(?:\w+ ){0,2}(?:cần|phải|chưa|hãy|vui lòng) (?:\w+ ){0,2}"
    asked = r"\b(?:access|request|connection|visit|ip)\b(?:\W+\w+){0,6}?\W+"
    part = rf"{start}(?:bài viết|nội dung|chuyên mục|chức năng){between}"
    to_see = rf"(?:\W+\w+){{0,8}}?\W+{words['wanted']}(?!\w)"
    english_thing = rf"\b{words['english_things']}(?:\W+\w+){{0,6}}?\W+"
    english_site = rf"\b{words['english_sites']}(?:\W+\w+){{0,6}}?\W+"
    found = (
        ("members_only", rf"(?<!\w){words['readers']}(?:\W+\w+){{0,4}}?\W+{words['no_right']}{after}"),
        ("members_only", rf"{thing}{between}{only_for} {words['insiders']}(?!\w)"),
        ("members_only", rf"{kept}{between} (?:bảo mật|bảo vệ|hạn chế|giới hạn)(?!\w)"),
        ("members_only", rf"(?<!\w){words['login']}(?!\w){to_see}"),
        ("members_only", r"(?<!\w)(?:để|muốn) (?:xem|đọc|truy cập)(?:\W+\w+){0,10}?\W+(?:đăng nhập|mật khẩu|tài khoản)\b"),
        ("members_only", rf"(?<!\w){words['readers']} {must}đăng nhập(?!\w)"),
        ("members_only", rf"\b{words['english_members']}\b"),
        ("error_page", rf"{thing}{between}[ ,]+{words['refused']}(?!\w)"),
        ("maintenance", rf"{part}[ ,]+(?:tạm ngưng|tạm dừng|bảo trì|nâng cấp)"),
        ("error_page", rf"{thing}{between}[ ,]+{words['gone']}{after}"),
        ("maintenance", rf"{site}{between}[ ,]+{words['closed']}(?!\w)"),
        ("maintenance", rf"{named} {words['closed']}(?!\w)"),
        ("error_page", rf"{start}{words['cannot']} (?:được |ra |các |bất kỳ )?{words['things']}{after}"),
        ("error_page", rf"{start}{words['cannot']} (?:được |ra |các |bất kỳ )?{words['sites']}{after}"),
        ("firewall", rf"(?<!\w){words['requests']}(?:\W+\w+){{0,3}}?\W+(?:quá nhanh|quá nhiều yêu cầu|quá nhiều lần)(?!\w)"),
        ("error_page", rf"\b{words['english_sessions']}\b"),
        ("error_page", rf"{english_thing}{words['english_gone']}\b|^nothing (?:was )?found"),
        ("maintenance", rf"{english_site}{words['english_closed']}\b|^(?:coming soon|be right back|under construction)"),
        ("error_page", rf"{asked}{words['english_refused']}\b"),
        ("firewall", r"not available in your (?:country|region|location)"),
    )  # fmt: skip
    return tuple((reason, re.compile(pattern)) for reason, pattern in found)


def _any(phrases: tuple[str, ...]) -> str:
    return f"(?:{'|'.join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))})"


@cache
def _beginnings() -> re.Pattern[str]:
    return re.compile(_any(tuple(_known_words()[1])))


@cache
def _known_words() -> tuple[dict[str, str], dict[str, str]]:
    """Whole phrases and beginnings, each with what it means."""
    whole, starts = (
        {phrase: name for name, phrases in phrase_table(kind).items() for phrase in phrases} for kind in ("whole", "start")
    )
    return whole, starts


@cache
def _words() -> Mapping[str, tuple[str, ...]]:
    return _tables("page_messages.toml")["words"]


def _tables(name: str) -> dict[str, dict[str, tuple[str, ...]]]:
    text = files(__package__).joinpath(name).read_text("utf-8")
    return {
        key: {part: tuple(map(fold, phrases)) for part, phrases in group.items()} for key, group in tomllib.loads(text).items()
    }
