"""Third stage: title, lead, body, byline, captions and files as clean text."""

from __future__ import annotations

from portals import stages
from portals.pipelines.stage import StagePipeline


class TextPipeline(StagePipeline):
    """Fills the text fields of the record."""

    def process_item(self, item: stages.Candidate) -> stages.Candidate:
        return stages.text(item)
