"""Fifth stage: the persons in office that title, lead, body and captions name."""

from __future__ import annotations

from itemadapter import ItemAdapter

from portals import stages
from portals.pipelines.stage import StagePipeline


class OfficialsPipeline(StagePipeline):
    """Fills `officials` and counts them."""

    def process_item(self, item: stages.Candidate) -> stages.Candidate:
        done = stages.officials(item)
        self.stats.inc_value("officials/found", len(ItemAdapter(done.article)["officials"]))
        return done
