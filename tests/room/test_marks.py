"""Texts cut into paragraphs and highlighted stretches."""

from __future__ import annotations

from portals.room.marks import Stretch, marked_paragraphs


def test_stretches_of_two_paragraphs() -> None:
    text = "Ông An dự.\n\nBà Hà nói."

    assert marked_paragraphs(text, [(4, 6, "person", 0), (15, 17, "person", 1)]) == [
        [Stretch("Ông "), Stretch("An", "person", 0), Stretch(" dự.")],
        [Stretch("Bà "), Stretch("Hà", "person", 1), Stretch(" nói.")],
    ]


def test_nothing_of_a_text_is_lost_whatever_the_marks() -> None:
    text = "Một hai ba.\n\nBốn năm."
    marks = [(0, 3, "person", 0), (2, 7, "date", ""), (4, 400, "person", 1), (8, 10, "person", 2)]

    assert "\n\n".join("".join(part.text for part in line) for line in marked_paragraphs(text, marks)) == text
