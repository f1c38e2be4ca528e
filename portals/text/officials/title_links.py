"""What links the parts of a title: `và`, `của`, `về`, commas, hyphens, parentheses."""

from __future__ import annotations

import re

from portals.text.officials import lexicon
from portals.text.officials.names import name_like, run_end, shouted
from portals.text.officials.title_bodies import ENVOYS, BodySteps, PlaceSteps
from portals.text.officials.title_ends import COMMITTEES, Tail

_AREA = re.compile(r"khu vực(?: \d+)?\Z|cửa khẩu", re.I)
_OFFICES = frozenset(
    {
        *("đoàn đại biểu quốc hội", "hội đồng nhân dân", "ủy ban nhân dân", "cấp ủy", "huyện ủy", "thành ủy", "thị ủy"),
        *("tỉnh ủy", "quận ủy", "quốc hội"),
    }
)
"""Bodies that share one office: `Văn phòng HĐND và UBND`."""


class LinkSteps:
    """Reads a link and what it adds at the end of the tail; each step says whether it read something."""

    def __init__(self, tail: Tail, bodies: BodySteps, places: PlaceSteps) -> None:
        self.tail = tail
        self.bodies = bodies
        self.places = places

    def link(self) -> bool:
        """`và` before another field or office, `của` and `thuộc` before a body, `về` behind a committee."""
        tail = self.tail
        toks, low, ahead = tail.toks, tail.toks.lows[tail.at], tail.at + 1
        if ahead >= len(toks.lows):
            return False
        if low == "các" and tail.state != "start":
            if self._plural_works(ahead):
                return tail.take(ahead, "các", "open")
            tail.title.group = True
            return False
        if low in ("của", "thuộc"):
            return self._linked_body(low)
        if low == "trực" and toks.lows[ahead] == "thuộc":
            return self._linked_body("trực thuộc")
        if low == "về":
            return self._subject()
        if low == "tại":
            return self._posted_abroad()
        if low != "và":
            return False
        return self._linked_field("và") or self._linked_office("và")

    def _plural_works(self, at: int) -> bool:
        """Whether `các` stands in a body's name: `Ban Quản lý dự án xây dựng | các công trình …`, not `UBND | các xã`."""
        tail, toks = self.tail, self.tail.toks
        noun = tail.ends.noun(at)
        if not noun or not toks.words[at][0].islower() or tail.where.kind(at)[0]:
            return False
        museum = tail.title.body[:1] in (["Bảo tàng"], ["Viện"])
        fits = tail.state == "open" or (tail.state == "field" and (museum or tail.committee_name()))
        return fits and " ".join(toks.lows[at:noun]) not in lexicon.people_of_fields()

    def _subject(self) -> bool:
        """`Ban Chỉ đạo tỉnh | về phòng, chống tham nhũng`, `Ủy ban | về các vấn đề xã hội`."""
        tail = self.tail
        toks, start = tail.toks, tail.at + 1
        if not any(
            part.endswith(COMMITTEES) or part.startswith(COMMITTEES) for part in (tail.title.own_body, *tail.title.body)
        ):
            return False
        at = start + (toks.lows[start] in ("các", "việc", "công"))
        if at >= len(toks.lows) or not tail.ends.noun(at):
            return False
        end, _ = tail.ends.open_words(at, incomplete=True)
        if end == at:
            return False
        return tail.take(end, toks.text(tail.at, end), "field")

    def _posted_abroad(self) -> bool:
        """`Đại sứ Việt Nam | tại Lào`."""
        tail = self.tail
        toks, start = tail.toks, tail.at + 1
        if tail.state == "body" and tail.title.body[-1].endswith("cấp cao"):
            tail.title.body.append("tại")  # `Tòa án nhân dân cấp cao | tại Hà Nội`
            tail.at = start
            return self.places.place() or self.places.bare()
        if not tail.title.post.startswith(ENVOYS):
            return False
        country = tail.where.country(start)
        end = country[2] if country else tail.where.cut(start, run_end(toks, start))  # `tại Vienna | Vũ Văn Bền`
        if end == start:
            return False
        if country and country[1] == "here":
            tail.title.classes.append("outside")
        return tail.take(end, toks.text(tail.at, end), "body")

    def _linked_body(self, word: str) -> bool:
        tail = self.tail
        back = tail.at
        tail.at += word.count(" ") + 1
        found = tail.longest(lexicon.bodies())
        if found and not (tail.title.body and tail.state == "place" and tail.toks.words[tail.at][0].islower()):
            tail.title.body.append(word)
            if self.bodies.body():
                return True
            tail.title.body.pop()
        tail.at = back
        return False

    def _linked_field(self, word: str) -> bool:
        tail = self.tail
        toks, back = tail.toks, tail.at
        several = tail.state == "place" and toks.lows[tail.at + 1] == "các"  # `Khu kinh tế Nghi Sơn và các khu công nghiệp`
        if (
            tail.state not in ("field", "proper", "name")
            and not several
            and not (tail.state in ("body", "open") and not {"mass", "unit", "army"}.isdisjoint(tail.title.classes))
        ):
            return False
        tail.at += 1
        found, office, post = (tail.longest(trie) for trie in (lexicon.fields(), lexicon.bodies(), lexicon.posts()))
        if found and post and post[1] > found[1]:
            found = None
        if found and tail.ends.noun(tail.at) > found[1]:
            found = None
        if found and found[1] == tail.at + 1 and tail.ends.small_words(found[1], found[1] + 1) > found[1]:
            found = None  # `và Nội soi`, not `và Nội`
        own_style = bool(found) and not toks.words[tail.at].islower()
        fits = found and (own_style or toks.words[back - 1][0].islower() or " " in found[0].form)
        if found and fits and not (office and office[1] >= found[1] and own_style) and not self._group(found[1]):
            tail.title.body.append(word)
            return tail.take(found[1], self.bodies.field_words(*found), "field")
        pair = tail.state == "open" and office and office[0].group == "unit"  # `Báo và | Đài Phát thanh - Truyền hình`
        if pair:
            tail.title.body.append(word)
            return self.bodies.body()
        if word == "và" and (not office or self.bodies.begins_word(office[1])) and not post and self._unlisted_field():
            return True
        tail.at = back
        return False

    def _group(self, end: int) -> bool:
        """Whether small words behind `và` are people and not a field: `và cán bộ, nhân viên`."""
        tail, toks = self.tail, self.tail.toks
        return toks.words[tail.at][0].islower() and " ".join(toks.lows[tail.at : end]) in lexicon.people_of_fields()

    def _unlisted_field(self) -> bool:
        """Behind `và` a field that no table knows: `Hội Làm vườn và Trang trại`."""
        tail, toks = self.tail, self.tail.toks
        if tail.ends.closes(tail.at) or tail.where.kind(tail.at)[0]:
            return False
        noun = tail.ends.noun(tail.at)
        small = toks.words[tail.at][0].islower()
        if small and (not noun or self._group(noun) or not (toks.words[tail.at - 2][0].islower() or tail.committee_name())):
            return False
        if not small and name_like(toks, tail.at, run_end(toks, tail.at)):
            return False
        end, _ = tail.ends.open_words(tail.at, incomplete=small or tail.committee_name())
        if end == tail.at:
            return False
        tail.title.body.append("và")
        return tail.take(end, toks.text(tail.at, end), "field")

    def _linked_office(self, word: str) -> bool:
        """`Văn phòng HĐND và UBND thành phố`."""
        tail = self.tail
        if tail.title.own_body != "Văn phòng" or tail.title.body[-1:] == [] or tail.title.body[-1].lower() not in _OFFICES:
            return False
        back = tail.at
        tail.at += 1
        found = tail.longest(lexicon.bodies())
        if found and (found[0].full or found[0].form).lower() in _OFFICES:
            tail.title.body.append("và" if word == "&" else word)
            return self.bodies.body()
        tail.at = back
        return False

    def mark(self, mark: str) -> bool:
        tail = self.tail
        toks, ahead = tail.toks, tail.at + 1
        if ahead >= len(toks.lows) or toks.words[ahead] == "\n":
            return False
        if mark == "." and tail.state == "start" and toks.glued(tail.at) and toks.glued(ahead):
            tail.at = ahead  # `PCT.UBND`
            return True
        if mark == "(":
            return self._short_form()
        if mark == "-":
            return self._hyphen(ahead)
        if mark == "&":
            return (toks.words[ahead][0].isupper() and self._linked_field("và")) or self._linked_office(mark)
        if mark == ",":
            return self._listed_field() or self.places.wider_place() or self._wider_body()
        return False

    def _hyphen(self, ahead: int) -> bool:
        tail, toks = self.tail, self.tail.toks
        if _AREA.search(" ".join(tail.title.body)) and self.places.joined_place():
            return True
        if toks.glued(tail.at) and toks.glued(ahead) and tail.state in ("field", "name", "proper") and tail.ends.noun(ahead):
            end = tail.ends.noun(ahead)  # `Tuyên truyền-giáo dục`
            tail.title.body[-1] += "-" + toks.text(ahead, end)
            tail.at = end
            return True
        country = tail.where.country(ahead)
        if country and "ữu nghị" in tail.title.text:
            return tail.take(country[2], f"- {country[0]}", "body")
        noun = tail.ends.noun(ahead)
        if noun and tail.state in ("name", "field") and toks.words[ahead][0].islower():
            if tail.state == "name" or (tail.after_name and not tail.ends.predicate(ahead, strictly=True)):
                return tail.take(noun, "- " + toks.text(ahead, noun), tail.state)
            return False
        if noun and tail.state == "field" and tail.after_name and not tail.where.office(ahead) and not tail.ends.closes(ahead):
            end, _ = tail.ends.open_words(ahead, incomplete=False)
            if end > ahead and not lexicon.fields().longest(toks.lows, toks.words, ahead):
                return tail.take(end, "- " + toks.text(ahead, end), "field")
        if (toks.words[ahead][0].isupper() and self._linked_field("-")) or self._linked_office("-"):
            return True
        if ahead >= tail.closing:
            return False
        if self._wider_body("-"):
            return True  # `Trường Đại học Quốc tế - ĐHQG TP.HCM`
        if tail.state not in ("field", "proper", "name") or tail.where.office(ahead):
            return False
        end = tail.ends.bracketed(ahead, tail.closing, verbs=False)
        return end > 0 and tail.take(end, "- " + toks.text(ahead, end), tail.state)  # `Trưởng khoa tai - tai thần kinh`

    def _short_form(self) -> bool:
        """`Trung tâm Kiểm soát bệnh tật | (CDC) | tỉnh`: passed over."""
        tail = self.tail
        toks, at = tail.toks, tail.at
        if (
            tail.state not in ("body", "field", "open", "place", "proper")
            or at + 3 >= len(toks.lows)
            or toks.words[at + 2] != ")"
        ):
            return False
        if not shouted(toks.words[at + 1]) or lexicon.posts().longest(toks.lows, toks.words, at + 1):
            return False
        tail.at = at + 3
        return True

    def _wider_body(self, mark: str = ",") -> bool:
        """`Trưởng phòng Cảnh sát hình sự, Công an tỉnh`: behind a comma the body in which this one lies."""
        tail = self.tail
        within = self._wider()
        if within is None or tail.state not in ("field", "place", "proper", "open"):
            return False
        ahead = tail.at + 1
        small = tail.toks.words[ahead] in ("bộ", "sở", "công", "bệnh")
        if not tail.toks.words[ahead][0].isupper() and not (
            small and tail.toks.words[min(ahead + 1, len(tail.toks) - 1)][0].isupper()
        ):
            return False
        back, state, level = tail.at, tail.state, tail.level
        tail.at, tail.state, tail.level = tail.at + 1, "start", 9
        found = tail.longest(lexicon.bodies())
        if found and (found[0].full or found[0].form).lower().startswith(within):
            tail.title.body.append(mark)
            if self.bodies.body():
                return True
            tail.title.body.pop()
        tail.at, tail.state, tail.level = back, state, level
        return False

    def _listed(self, at: int) -> int:
        """The end of one field of a list: a known one, or a capital and small words up to the next comma or `và`."""
        tail, toks = self.tail, self.tail.toks
        noun = tail.ends.noun(at)
        if not toks.words[at][0].isupper() or not toks.words[at].isalpha() or tail.ends.predicate(at + 1, strictly=True):
            return noun
        end = at + 1
        while (
            end < min(len(toks), at + 5) and toks.words[end].isalpha() and toks.words[end].islower() and toks.lows[end] != "và"
        ):
            end += 1
        listed = toks.lows[at - 1] == "và" or (end < len(toks) and toks.lows[end] in (",", "và"))
        return max(noun, end if listed and end - at > 1 else 0)

    def _is_wider_body(self, at: int) -> bool:
        """Whether a body stands at a token in which this one may lie."""
        toks = self.tail.toks
        found, within = lexicon.bodies().longest(toks.lows, toks.words, at), self._wider()
        if found is None or within is None or not toks.words[at][0].isupper():
            return False
        return (found[0].full or found[0].form).lower().startswith(within)

    def _wider(self) -> tuple[str, ...] | None:
        heads = [self.tail.title.own_body, *self.tail.title.body[:1]]
        return next((bodies for bodies in map(_within, heads) if bodies is not None), None)

    def _listed_field(self) -> bool:
        """`Văn hóa, Thông tin, Thể thao và Du lịch`: a comma only where the list goes on to `và` or a hyphen."""
        tail = self.tail
        toks, at, size = tail.toks, tail.at, len(tail.toks.lows)
        named = tail.state == "open" and bool(tail.title.body) and tail.title.body[-1].startswith("Ủy ban ")
        if (tail.state not in ("field", "proper") and not named) or at + 1 >= size:
            return False
        small = toks.words[at + 1][0].islower()
        if small and not tail.committee_name() and tail.ends.predicate(tail.at + 1, strictly=True):
            return False
        end = at
        while end < size and toks.words[end] == "," and end + 1 < size:
            if lexicon.posts().longest(toks.lows, toks.words, end + 1):
                return False
            if end > at and self._is_wider_body(end + 1):
                break  # `khoa cấp cứu, hồi sức tích cực, Trung tâm Y tế`
            if not (found := self._listed(end + 1)):
                return False
            end = found
        last = lexicon.fields().longest(toks.lows, toks.words, at + 1)
        if end + 1 < size and toks.lows[end] in ("và", "&", "-"):
            goes_on = bool(self._listed(end + 1))
        elif end < size and toks.words[end] == ",":
            goes_on = True
        else:
            goes_on = last is not None and last[1] == end and (" và " in last[0].form or " - " in last[0].form)
        if not goes_on:
            return False
        first = self._listed(at + 1)
        tail.title.body.append(",")
        return tail.take(first, toks.text(at + 1, first), "field")


def _within(head: str) -> tuple[str, ...] | None:
    """How the bodies begin in which a department may lie: `Khoa`, or `Trung tâm` as the first word of a body's name."""
    found = lexicon.wider_bodies().get(head.lower())
    return found if found is not None else lexicon.wider_bodies().get(head.lower().split(" ")[0] if head else "")
