"""From documents to tables: in chunks, in one process, several, or on a Dask cluster."""
