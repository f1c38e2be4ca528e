"""Any valid date reads back from any form; random text never raises and never gives a date it does not hold."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portals.draft import DateLine
from portals.text.dates import choose_publication, find_event_dates, is_date_line, read_date
from portals.text.folding import fold

WEEKDAYS = "Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật"
MONTHS = "Một", "Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy", "Tám", "Chín", "Mười", "Mười Một", "Mười Hai"
LABELS = "", "Đăng lúc: ", "Ngày đăng : ", "Cập nhật ", "Gửi lúc ", "Thời gian: ", "Tin đăng lúc ", "(", "| "
DAY_FORMS = (
    "{d:02}/{m:02}/{y}",
    "{d}/{m}/{y}",
    "{d:02} - {m:02} - {y}",
    "{d:02}.{m:02}.{y}",
    "ngày {d:02} tháng {m:02} năm {y}",
    "{d:02} Tháng {word} {y}",
    "ngày {d} tháng {word} năm {y}",
    "Tháng {m} {d:02}, {y}",
    "{d:02} Th{m} {y}",
    "{weekday}, {d}/{m}/{y}",
    "{weekday} ngày {d:02}-{m:02}-{y}",
    "{y}-{m:02}-{d:02}",
    "{y}/{m:02}/{d:02}",
)
TIME_FORMS = (
    ("{day} {h:02}:{n:02}", "minute"),
    ("{day} | {h}:{n:02}:{s:02}", "second"),
    ("{h:02}:{n:02}, {day}", "minute"),
    ("{h:02}:{n:02}:{s:02} - {day}", "second"),
    ("{h}h{n:02}' {day}", "minute"),
    ("{h} giờ {n:02} phút, {day}", "minute"),
    ("{day} {twelve:02}:{n:02} {half}", "minute"),
    ("{day} {h:02}:{n:02} (GMT+7)", "minute"),
    ("{day} lúc {h:02}:{n:02}:{s:02} +0700", "second"),
)
days = st.dates(date(1990, 1, 1), date(2099, 12, 31))
moments = st.datetimes(datetime(1990, 1, 1), datetime(2099, 12, 31))
prints = st.sampled_from(
    (str, str.upper, str.lower, lambda text: unicodedata.normalize("NFD", text), lambda text: text.replace(" ", "\u00a0")),
)


def shown(day: date, form: str) -> str:
    return form.format(d=day.day, m=day.month, y=day.year, weekday=WEEKDAYS[day.weekday()], word=MONTHS[day.month - 1])


@given(days, st.sampled_from(DAY_FORMS), st.sampled_from(LABELS), prints)
def test_a_day_reads_back(day: date, form: str, label: str, printed: object) -> None:
    assert callable(printed)
    text = printed(label + shown(day, form) + (")" if label == "(" else ""))
    reading = read_date(text)
    if "{d} tháng {word}" not in form and "tháng năm " in fold(text) and reading.missing == "ambiguous":
        return  # `12 tháng năm 2020` alone: a day, or twelve months
    assert (reading.value, reading.precision, reading.notes) == (day.isoformat(), "day", ())
    assert is_date_line(text)


@given(moments, st.sampled_from(DAY_FORMS), st.sampled_from(TIME_FORMS), prints)
def test_a_time_reads_back(when: datetime, day_form: str, form: tuple[str, str], printed: object) -> None:
    assert callable(printed)
    twelve, half = when.hour % 12 or 12, "SA" if when.hour < 12 else "CH"
    text = form[0].format(day=shown(when, day_form), h=when.hour, n=when.minute, s=when.second, twelve=twelve, half=half)
    reading = read_date(printed(text))
    if reading.precision == "day" and f"{when:%H:%M:%S}" == "00:00:00" and text.startswith(when.date().isoformat()):
        return  # a machine's date that has no time
    seconds = when.second if form[1] == "second" else 0
    assert reading.value == when.replace(second=seconds, microsecond=0).isoformat() + "+07:00"
    assert reading.precision == form[1]


@given(days, st.sampled_from(("Ngày {d}/{m}/{y}, ", "Sáng ngày {d:02}-{m:02}-{y}, ", "ngày {d} tháng {m} năm {y}, ")))
def test_a_day_is_found_in_a_sentence(day: date, form: str) -> None:
    lead = "Theo tin của xã. "
    body = lead + shown(day, form) + "lễ ra quân đã diễn ra."
    (found,) = find_event_dates(body)
    assert (found.date, found.start, body[found.start : found.end]) == (day.isoformat(), len(lead), found.raw)


@given(days, days)
def test_inferred_days_are_never_after_a_publication_that_looks_back(day: date, published: date) -> None:
    (found,) = find_event_dates(f"Ngày {day.day}/{day.month}, đoàn đã về thăm xã.", published=published.isoformat())
    assert found.date is None or (found.date <= published.isoformat() and found.inferred)
    assert found.date is None or found.date[5:] == f"{day.month:02}-{day.day:02}"


WORDS = """ngày tháng năm quý sáng chiều nay thứ ba từ đến và số đường nhiệm kỳ giai đoạn mùng rằm giêng âm lịch lúc giờ phút h
trước hôm qua đăng cập nhật lượt xem gmt+7 sa ch / - . , : ( ) 1 2 5 12 30 31 45 07 2022 2026 1975 5/7 31/02 5/7/2022 8h15
14:30 T2 CN Z +07"""
tokens = st.sampled_from([*WORDS.split(), "\u00a0", "\u200b", "\n"])
texts = st.one_of(st.text(max_size=80), st.lists(tokens, max_size=14).map(" ".join), st.lists(tokens, max_size=14).map("".join))


@pytest.mark.slow
@settings(max_examples=300)
@given(texts, st.sampled_from((None, "2024-01-02T03:04:05Z")))
def test_random_text_never_raises_and_invents_nothing(text: str, reference: str | None) -> None:
    reading = read_date(text, reference=reference)
    assert (reading.value is None) == (reading.missing is not None)
    if reading.value and reference is None:
        assert reading.value[2:4] in unicodedata.normalize("NFKC", text)
    is_date_line(text)
    choose_publication([DateLine(text)], captured=reference)


@settings(max_examples=300)
@given(texts, st.sampled_from((None, "2022-07-05", "2022-07", "2022-07-05T08:00:00+07:00")))
def test_events_stand_where_they_say(text: str, published: str | None) -> None:
    for body in (text, unicodedata.normalize("NFD", text)):
        end = 0
        for event in find_event_dates(body, published=published):
            assert body[event.start : event.end] == event.raw
            assert event.start >= end
            assert (event.date is None) == (event.precision is None)
            end = event.end


def test_decomposed_bodies_give_the_same_events() -> None:
    body = "Sáng ngày 09/10/2020, hội nghị. Trong hai ngày 4-5/7, lớp học; quý II năm 2025; Rằm tháng Bảy năm Giáp Thìn."
    decomposed = unicodedata.normalize("NFD", body)
    one, other = (find_event_dates(text, published="2024-12-01") for text in (body, decomposed))
    assert [event.date for event in one] == [event.date for event in other]
    assert [unicodedata.normalize("NFC", event.raw) for event in other] == [event.raw for event in one]
