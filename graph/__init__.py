"""From events to knowledge: networks, RDF, queries and exports.

>>> from tewn.graph import to_rdf
>>> len(to_rdf([]))
0
"""

from .analysis import Balance, Community, DyadBalance, Rank, balance, balance_by_dyad, communities, ranking
from .claims import Dispute, Pair, disputes, plain
from .export import FORMATS, check_output, suffix_of, write
from .network import dyads, to_networkx
from .query import Answer, Iri, as_csv, as_json, as_table, query
from .rdf import Run, quads, to_dataset, to_rdf
from .validate import conforms

__all__ = [
    "FORMATS",
    "Answer",
    "Balance",
    "Community",
    "Dispute",
    "DyadBalance",
    "Iri",
    "Pair",
    "Rank",
    "Run",
    "as_csv",
    "as_json",
    "as_table",
    "balance",
    "balance_by_dyad",
    "check_output",
    "communities",
    "conforms",
    "disputes",
    "dyads",
    "plain",
    "quads",
    "query",
    "ranking",
    "suffix_of",
    "to_dataset",
    "to_networkx",
    "to_rdf",
    "write",
]
