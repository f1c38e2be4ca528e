"""Fourth stage: the publication date, and the dates that the text names."""

from __future__ import annotations

from itemadapter import ItemAdapter

from portals import stages
from portals.pipelines.stage import StagePipeline


class DatesPipeline(StagePipeline):
    """Fills the date fields and counts where each publication date comes from."""

    def process_item(self, item: stages.Candidate) -> stages.Candidate:
        done = stages.dates(item)
        article = ItemAdapter(done.article)
        self.stats.inc_value(f"dates/{article['published_source'] or article['published_missing']}")
        return done
