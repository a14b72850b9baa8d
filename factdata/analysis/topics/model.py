"""Topics as found: their frames, the model that assigns further sheets, and how they are stored."""

import io
from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix
from threadpoolctl import threadpool_limits

from factdata.analysis.topics.mixture import Mixture
from factdata.analysis.topics.number import measure_fit, nearest_centre
from factdata.analysis.topics.vectors import Space
from factdata.sources.atomic import find_whole, replacing_files
from factdata.text.words import read_known_words

FRAMES = ("assignments", "topics", "terms", "stability", "map")
HEADINGS = ("division", "unit", "title")


def join_columns(sheets: pd.DataFrame, columns: Iterable[str], separator: str) -> pd.Series:
    """Join those of the columns that are there, row by row."""
    joined = pd.Series("", index=sheets.index, dtype="str")
    for column in columns:
        if column in sheets:
            joined = joined + separator + sheets[column].astype("str").fillna("")
    return joined.str.strip()


@dataclass(frozen=True, eq=False)
class Model:
    """What assigns further sheets: the words known, the space they span, the centres of topics, and the mixture."""

    vocabulary: np.ndarray
    space: Space
    centres: np.ndarray
    mixture: Mixture

    def read(self, sheets: pd.DataFrame) -> tuple[csr_matrix, csr_matrix]:
        """Return the counts of the words known, in texts and in headings."""
        texts = [sheets.text.fillna(""), join_columns(sheets, HEADINGS, " ")]
        counts, headings = (read_known_words(text, self.vocabulary).counts() for text in texts)
        return counts, headings

    def assign(self, counts: csr_matrix, vectors: np.ndarray) -> np.ndarray:
        """Return topics, from 1: the likeliest, of few sheets the nearest."""
        if self.mixture.log_sizes.size:
            return self.mixture.assign(counts) + 1
        return nearest_centre(vectors, self.centres) + 1


@dataclass(frozen=True, eq=False)
class Topics:
    """Topics of a set of sheets.

    Attributes
    ----------
    assignments : pandas.DataFrame
        A row per sheet: ``capture_id``, ``sheet_id``, ``topic`` (from 1), ``weight`` (cosine to the topic's centre, at
        most 1), ``margin`` (weight less that of the next topic: near or below zero, the sheet could be in either),
        ``stability`` (mean share that its topic has in common with its group in resamples, 0 to 1).
    topics : pandas.DataFrame
        A row per topic, largest first: ``topic``, ``label`` (`Mixed: ...` where, of few sheets, a topic holds what
        joins nowhere: its stability is below a half), ``n_sheets``, ``share``, ``stability`` (mean of its
        sheets'), ``coherence`` (NPMI, -1 to 1, of words chosen on one half of the sheets, measured on the other; with
        few sheets it is low for every topic, as few words meet twice), ``nearest`` (``sheet_id`` of the sheets nearest
        its centre, by blanks).
    terms : pandas.DataFrame
        ``topic``, ``term``, ``weight`` (see `coherence.rank_terms`), ``rank`` from 1. Each term is in one topic only.
    stability : pandas.DataFrame
        By ``n_topics``: ``stability`` (mean adjusted Rand index of pairs of resamples), ``separation`` (mean
        silhouette), ``largest_share``, ``is_chosen``.
    map : pandas.DataFrame
        A row per sheet: ``capture_id``, ``sheet_id``, ``topic``, ``stability``, ``label``, ``division``, and ``x``,
        ``y``, a place in two dimensions where like sheets lie near one another. Only nearness has a meaning; the axes
        have none.
    model : Model
        What `assign` uses.
    """

    assignments: pd.DataFrame
    topics: pd.DataFrame
    terms: pd.DataFrame
    stability: pd.DataFrame
    map: pd.DataFrame
    model: Model

    def assign(self, new_sheets: pd.DataFrame) -> pd.DataFrame:
        """Give further sheets their topics, which stay as they are.

        Parameters
        ----------
        new_sheets : pandas.DataFrame
            As for `find_topics`.

        Returns
        -------
        pandas.DataFrame
            As ``assignments``, in the order of the rows given, without ``stability``. A sheet with none of the words
            known has the weight and margin 0: its topic says nothing.

        Examples
        --------
        >>> import factdata as fd
        >>> sheets = fd.load().sheets
        >>> topics = fd.find_topics(sheets)
        >>> topics.assign(sheets.head(2)).topic.to_list() == topics.assignments.topic.head(2).to_list()
        True
        """
        if new_sheets.empty:
            return self.assignments.head(0).drop(columns="stability")
        with threadpool_limits(1):
            counts, headings = self.model.read(new_sheets)
            vectors = self.model.space.place(counts, headings)
            topic = self.model.assign(counts, vectors)
            weight, margin = measure_fit(vectors, topic, self.model.centres)
        return new_sheets[["capture_id", "sheet_id"]].assign(topic=topic, weight=weight, margin=margin)

    def save(self, folder: Path | str) -> None:
        """Write the frames as Parquet and the model as NumPy's ``.npz``; nothing in it runs code when it is read."""
        model, buffer = self.model, io.BytesIO()
        np.savez_compressed(
            buffer,
            vocabulary=model.vocabulary.astype(str),
            centres=model.centres,
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
            model = Model(file["vocabulary"].astype(object), space, file["centres"], mixture)
        return cls(**frames, model=model)
