"""One print of an article, as rows of its page."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Region:
    """One print of the article, as indices of rows."""

    title: int
    labels: list[int] = field(default_factory=list)
    lead: list[int] = field(default_factory=list)
    """Running text between headline and content element."""
    pictures: list[int] = field(default_factory=list)
    """Pictures between headline and content element, each with its caption."""
    credits: list[int] = field(default_factory=list)
    """Lines outside the text that may say who wrote it."""
    body: list[int] = field(default_factory=list)
    files: list[int] = field(default_factory=list)
    """Rows after the text that link to files."""

    @property
    def end(self) -> int:
        """Index of the row after its last one."""
        return max([self.title, *self.labels, *self.lead, *self.pictures, *self.credits, *self.body, *self.files]) + 1
