"""Topics as found: their frames, the model that assigns further sheets, and how they are stored."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix
from threadpoolctl import threadpool_limits

from factdata.analysis.inputs import identity_of, read_texts
from factdata.analysis.topics.clusters import measure_fit, nearest_centre
from factdata.analysis.topics.mixture import Mixture
from factdata.analysis.topics.vectors import Space
from factdata.sources.atomic import find_whole, replacing_files
from factdata.text.words import read_known_words

FRAMES = ("assignments", "topics", "terms", "stability", "map")
SHOWN = ["topic", "label", "n_sheets", "share", "stability"]


def join_columns(sheets: pd.DataFrame, columns: Iterable[str]) -> pd.Series:
    """Join columns row by row, a line for each."""
    joined = pd.Series("", index=sheets.index, dtype="str")
    for column in columns:
        joined = joined + "\n" + sheets[column].astype("str").fillna("")
    return joined.str.strip()


class Model(NamedTuple):
    """What assigns further texts: the words known, the space they span, the centres of groups, and the mixture.

    Of few sheets there is no mixture. ``numbering`` has the topic of each group, 0 for a group that is none.
    """

    stems: np.ndarray
    languages: tuple[str, ...]
    own_names: str
    headings: tuple[str, ...]
    space: Space
    centres: np.ndarray
    mixture: Mixture | None
    numbering: np.ndarray

    def count(self, texts: pd.Series) -> csr_matrix:
        """Count the words known, but the names of the organisation."""
        own = texts.str.replace(self.own_names, " ", regex=True) if self.own_names else texts
        return read_known_words(own, self.stems, self.languages)


@dataclass(eq=False)
class Topics:
    """Topics of a set of texts. Printed, it says in a few lines which there are and how well they hold.

    Attributes
    ----------
    assignments : pandas.DataFrame
        A row per text: ``capture_id`` and ``sheet_id``, or else ``row`` (of the index), ``topic`` (from 1; 0 for what
        is in none), ``weight`` (cosine to the centre of its group, at most 1), ``margin`` (weight less that of the next
        group: near or below zero, the text could be in either), ``stability`` (mean share that its group has in common
        with its group in resamples, 0 to 1).
    topics : pandas.DataFrame
        A row per topic, largest first, ``Other`` last: ``topic``, ``label``, ``n_sheets``, ``share``, ``stability``
        (mean of its texts'), ``coherence`` (NPMI, -1 to 1, of words chosen on one half of the texts, measured on the
        other; low for few texts, in which few words meet twice), ``nearest`` (``sheet_id`` or ``row`` of the texts
        nearest its centre, separated by spaces).
    terms : pandas.DataFrame
        ``topic``, ``term`` (a word in its most frequent form), ``weight`` (its share of the topic's words, times the
        logarithm of that over its share of all words), ``rank`` from 1. Each term is in one topic only; ``Other`` has
        none.
    stability : pandas.DataFrame
        By ``n_topics``: ``stability`` (mean adjusted Rand index of resamples with the grouping of all texts),
        ``separation`` (mean silhouette), ``largest_share``, ``held_share`` (of texts in groups that hold),
        ``is_chosen``, ``is_edge`` (the last number tried: more topics may do as well), ``basis`` (what decided:
        ``words``, or these and the headings that were asked for).
    map : pandas.DataFrame
        A row per text: what identifies it, ``topic``, ``stability``, ``label``, ``division``, and ``x``, ``y``, a place
        in two dimensions where like texts lie near one another. Only nearness has a meaning; the axes have none.
    model : Model
        What `assign` uses.
    """

    assignments: pd.DataFrame
    topics: pd.DataFrame
    terms: pd.DataFrame
    stability: pd.DataFrame
    map: pd.DataFrame
    model: Model

    def __repr__(self) -> str:
        lines = [
            f"  {row.topic:>3}  {row.label:<60}  {row.n_sheets:>6,}  {row.stability:.2f}"
            for row in self.topics.itertuples()
        ]
        return "\n".join([self._summary(), *lines])

    def _repr_html_(self) -> str:
        table = self.topics[SHOWN].to_html(index=False, border=0, float_format="{:.2f}".format)
        return f"<p>{escape(self._summary())}</p>{table}"

    def _summary(self) -> str:
        n_other = (self.assignments.topic == 0).sum()
        chosen = self.stability[self.stability.is_chosen]
        parts = [f"Texts {len(self.assignments):,}, topics {(self.topics.topic > 0).sum()}"]
        parts += [f"{n_other:,} texts in none"] if n_other else []
        parts += [f"stability {row.stability:.2f} by {row.basis}" for row in chosen.itertuples()]
        parts += ["the most that were tried: more topics may do as well"] if chosen.is_edge.any() else []
        return "; ".join(parts)

    def assign(self, new_sheets: pd.DataFrame | pd.Series | Sequence[str], text: str = "text") -> pd.DataFrame:
        """Give further texts their topics, which stay as they are.

        Parameters
        ----------
        new_sheets : pandas.DataFrame, pandas.Series or sequence of str
            As for `find_topics`.
        text : str
            The column of texts.

        Returns
        -------
        pandas.DataFrame
            As ``assignments``, in the order of the rows given, without ``stability``. A text with none of the words
            known has the weight and margin 0: its topic says nothing.

        Examples
        --------
        >>> import factdata as fd
        >>> sheets = fd.load().sheets
        >>> topics = fd.find_topics(sheets)
        >>> topics.assign(sheets.head(2)).topic.to_list() == topics.assignments.topic.head(2).to_list()
        True
        """
        sheets = read_texts(new_sheets, "assign", text, self.model.headings)
        if sheets.empty:
            return self.assignments.head(0).drop(columns="stability")
        model = self.model
        with threadpool_limits(1):
            counts = model.count(sheets.text)
            vectors = model.space.place(counts, model.count(join_columns(sheets, model.headings)))
            group = 1 + (model.mixture.assign(counts) if model.mixture else nearest_centre(vectors, model.centres))
            weight, margin = measure_fit(vectors, group, model.centres)
        topic = model.numbering[group - 1]
        return sheets[identity_of(sheets)].assign(topic=topic, weight=weight, margin=margin)

    def save(self, folder: Path | str) -> None:
        """Write the frames as Parquet and the model as NumPy's ``.npz``; nothing in it runs code when it is read."""
        values = self.model._asdict()
        space, mixture = values.pop("space"), values.pop("mixture")
        values["stems"] = values["stems"].astype(str)
        buffer = io.BytesIO()
        np.savez_compressed(buffer, **values, **space._asdict(), **(mixture._asdict() if mixture else {}))
        with replacing_files(Path(folder)) as made:
            for name in FRAMES:
                getattr(self, name).to_parquet(made / f"{name}.parquet", index=False)
            (made / "model.npz").write_bytes(buffer.getvalue())

    @classmethod
    def load(cls, folder: Path | str) -> "Topics":
        """Read what `save` has written.

        Raises
        ------
        FileNotFoundError
            A file is missing.
        ValueError
            The model holds anything but plain arrays: objects are never unpickled.
        """
        frames = {name: pd.read_parquet(find_whole(Path(folder), f"{name}.parquet")) for name in FRAMES}
        with np.load(find_whole(Path(folder), "model.npz"), allow_pickle=False) as file:
            arrays = dict(file)
        mixture = Mixture(arrays.pop("log_words"), arrays.pop("log_sizes")) if "log_words" in arrays else None
        space = Space(**{name: arrays.pop(name) for name in Space._fields})
        model = Model(**arrays, space=space, mixture=mixture)
        model = model._replace(
            stems=arrays["stems"].astype(object),
            languages=tuple(arrays["languages"].tolist()),
            own_names=str(arrays["own_names"]),
            headings=tuple(arrays["headings"].tolist()),
        )
        return cls(**frames, model=model)
