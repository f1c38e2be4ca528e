"""Second stage: of an article that the page prints more than once one copy is kept."""

from __future__ import annotations

from itemadapter import ItemAdapter

from portals import stages
from portals.pipelines.stage import StagePipeline


class RepeatsPipeline(StagePipeline):
    """Keeps one copy of the article and notes how the others differ."""

    def process_item(self, item: stages.Candidate) -> stages.Candidate:
        done = stages.repeats(item)
        if ItemAdapter(done.article)["copies_in_page"] > 1:
            self.stats.inc_value("copies/pages_with_copies")
        return done
