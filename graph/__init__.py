"""From events to knowledge: networks, RDF, stores, queries and exports.

>>> from tewn.graph import to_rdf
>>> len(to_rdf([]))
0
"""

from .analysis import Balance, Community, DyadBalance, Rank, balance, balance_by_dyad, communities, ranking
from .claims import Dispute, Pair, disputes, plain
from .export import FORMATS, check_output, suffix_of, write_documents
from .merge import MergedEvent, merge
from .named import NAMED, PERIODS, Filters, named_query
from .network import dyads, to_networkx
from .query import Answer, Iri, as_csv, as_json, as_table, query
from .rdf import CodedDocument, Run, group, quads, to_dataset, to_rdf
from .reading import open_records, read_graph
from .source import is_graph, is_url
from .store import GraphStore, is_store
from .validate import conforms
from .view import View, check_view, view
from .weave import check_target, weave, write

__all__ = [
    "FORMATS",
    "NAMED",
    "PERIODS",
    "Answer",
    "Balance",
    "CodedDocument",
    "Community",
    "Dispute",
    "DyadBalance",
    "Filters",
    "GraphStore",
    "Iri",
    "MergedEvent",
    "Pair",
    "Rank",
    "Run",
    "View",
    "as_csv",
    "as_json",
    "as_table",
    "balance",
    "balance_by_dyad",
    "check_output",
    "check_target",
    "check_view",
    "communities",
    "conforms",
    "disputes",
    "dyads",
    "group",
    "is_graph",
    "is_store",
    "is_url",
    "merge",
    "named_query",
    "open_records",
    "plain",
    "quads",
    "query",
    "ranking",
    "read_graph",
    "suffix_of",
    "to_dataset",
    "to_networkx",
    "to_rdf",
    "view",
    "weave",
    "write",
    "write_documents",
]
