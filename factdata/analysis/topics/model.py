"""Topics as found: their frames, the model that assigns further sheets, and how they are stored."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from html import escape
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix
from threadpoolctl import threadpool_limits

from factdata.analysis.inputs import identity_of, read_texts
from factdata.analysis.topics.grouping import measure_fit, nearest_centre
from factdata.analysis.topics.mixture import Mixture
from factdata.analysis.topics.vectors import Space
from factdata.sources.atomic import find_whole, replacing_files
from factdata.text.words import read_known_words

FRAMES = ("assignments", "topics", "terms", "stability", "map")
SHOWN = ("topic", "label", "n_sheets", "share", "stability")


def join_columns(sheets: pd.DataFrame, columns: Iterable[str]) -> pd.Series:
    """Join columns row by row, a line for each."""
    joined = pd.Series("", index=sheets.index, dtype="str")
    for column in columns:
        joined = joined + "\n" + sheets[column].astype("str").fillna("")
    return joined.str.strip()


@dataclass(frozen=True, eq=False)
class Model:
    """What assigns further texts: the words known, the space they span, the centres of groups, and the mixture.

    ``numbering`` has the topic of each group, 0 for a group that is none.
    """

    stems: np.ndarray
    languages: tuple[str, ...]
    own_names: str
    headings: tuple[str, ...]
    space: Space
    centres: np.ndarray
    mixture: Mixture
    numbering: np.ndarray

    def read(self, sheets: pd.DataFrame) -> tuple[csr_matrix, csr_matrix | None]:
        """Return the counts of the words known, in texts and in headings."""
        texts = sheets.text.str.replace(self.own_names, " ", regex=True) if self.own_names else sheets.text
        counts = read_known_words(texts, self.stems, self.languages)
        if not self.headings:
            return counts, None
        return counts, read_known_words(join_columns(sheets, self.headings), self.stems, self.languages)

    def assign(self, counts: csr_matrix, vectors: np.ndarray) -> np.ndarray:
        """Return groups, from 1: the likeliest, of few sheets the nearest."""
        if self.mixture.log_sizes.size:
            return self.mixture.assign(counts) + 1
        return nearest_centre(vectors, self.centres) + 1


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
        other; with few texts it is low for every topic, as few words meet twice), ``nearest`` (``sheet_id`` or ``row``
        of the texts nearest its centre, by blanks).
    terms : pandas.DataFrame
        ``topic``, ``term`` (a word in its most frequent form), ``weight`` (see `coherence.rank_terms`), ``rank`` from
        1. Each term is in one topic only; ``Other`` has none.
    stability : pandas.DataFrame
        By ``n_topics``: ``stability`` (mean adjusted Rand index of pairs of resamples), ``separation`` (mean
        silhouette), ``largest_share``, ``is_chosen``, ``is_edge`` (the last number tried: more topics may do as well),
        ``basis`` (what decided: ``words``, or these and the headings that were asked for).
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
        table = self.topics[[*SHOWN]].to_html(index=False, border=0, float_format="{:.2f}".format)
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
        with threadpool_limits(1):
            counts, headings = self.model.read(sheets)
            vectors = self.model.space.place(counts, headings)
            group = self.model.assign(counts, vectors)
            weight, margin = measure_fit(vectors, group, self.model.centres)
        topic = self.model.numbering[group - 1]
        return sheets[identity_of(sheets)].assign(topic=topic, weight=weight, margin=margin)

    def save(self, folder: Path | str) -> None:
        """Write the frames as Parquet and the model as NumPy's ``.npz``; nothing in it runs code when it is read."""
        model, buffer = self.model, io.BytesIO()
        np.savez_compressed(
            buffer,
            stems=model.stems.astype(str),
            languages=np.array(model.languages, dtype=str),
            own_names=np.array(model.own_names, dtype=str),
            headings=np.array(model.headings, dtype=str),
            centres=model.centres,
            numbering=model.numbering,
            **{field.name: getattr(model.space, field.name) for field in fields(Space)},
            **{field.name: getattr(model.mixture, field.name) for field in fields(Mixture)},
        )
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
            Where a file is not there.
        ValueError
            Where the model holds anything but plain arrays: objects are never unpickled.
        """
        frames = {name: pd.read_parquet(find_whole(Path(folder), f"{name}.parquet")) for name in FRAMES}
        with np.load(find_whole(Path(folder), "model.npz"), allow_pickle=False) as file:
            space = Space(**{field.name: file[field.name] for field in fields(Space)})
            mixture = Mixture(**{field.name: file[field.name] for field in fields(Mixture)})
            languages, headings = (tuple(file[name].tolist()) for name in ("languages", "headings"))
            own_names = str(file["own_names"])
            stems, centres, numbering = file["stems"].astype(object), file["centres"], file["numbering"]
            model = Model(stems, languages, own_names, headings, space, centres, mixture, numbering)
        return cls(**frames, model=model)
