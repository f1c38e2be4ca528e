"""Second stage: an article that the page prints more than once is kept once."""

from __future__ import annotations

from itemadapter import ItemAdapter

from portals import stages
from portals.pipelines.stage import StagePipeline


class RepeatsPipeline(StagePipeline):
    """Keeps one copy of the article and notes what the others say differently."""

    def process_item(self, item: stages.Candidate) -> stages.Candidate:
        done = stages.repeats(item)
        if ItemAdapter(done.article)["copies_in_page"] > 1:
            self.stats.inc_value("copies/pages_with_copies")
        return done
