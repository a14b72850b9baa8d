"""Charts: functions that draw a frame on matplotlib axes (``ax=``) and return the axes.

The label of the axes (``ax.get_label()``) describes the chart in words, for those who cannot see it.
"""

from factdata.charts.changes import changes_over_time
from factdata.charts.dates import dates_by_division, page_timeline, review_timeline
from factdata.charts.divisions import sheets_by_division, words_by_division
from factdata.charts.quantities import quantities_by_division
from factdata.charts.topics import topic_map, topic_stability, topics_by_division

__all__ = [
    "changes_over_time",
    "dates_by_division",
    "page_timeline",
    "quantities_by_division",
    "review_timeline",
    "sheets_by_division",
    "topic_map",
    "topic_stability",
    "topics_by_division",
    "words_by_division",
]
