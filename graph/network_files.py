"""Networks as GraphML and GEXF, for Gephi, Cytoscape, igraph and networkx."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any

import networkx as nx  # type: ignore[import-untyped]
from networkx.readwrite.gexf import GEXFWriter  # type: ignore[import-untyped]

from .identity import xml_clean


def graphml(network: nx.DiGraph) -> str:
    """Return a network as GraphML, its lists joined with "; " and U+FFFD for each character that XML forbids."""
    buffer = BytesIO()
    nx.write_graphml_xml(_scalars(network), buffer, named_key_ids=True)
    return buffer.getvalue().decode("utf-8")


def gexf(network: nx.DiGraph) -> str:
    """Return a network as GEXF 1.2, lists and characters as in `graphml`; the attribute `type` is `event_type`."""
    network = _scalars(network)
    for _, _, data in network.edges(data=True):
        if "type" in data:  # in GEXF the type of an edge is "directed" or "undirected"
            data["event_type"] = data.pop("type")
    buffer = BytesIO()
    writer = GEXFWriter(version="1.2draft")
    writer.add_graph(network)
    for meta in writer.xml.iter("meta"):
        meta.attrib.pop("lastmodifieddate", None)  # the same events give the same file on any day
    writer.write(buffer)
    return buffer.getvalue().decode("utf-8")


def _scalars(network: nx.DiGraph) -> nx.DiGraph:
    """Return the network with strings and numbers alone: lists joined, what is missing left out."""
    plain = nx.MultiDiGraph() if network.is_multigraph() else nx.DiGraph()
    for node, data in network.nodes(data=True):
        plain.add_node(xml_clean(node), **_scalar_attributes(data))
    keyed = {"keys": True} if network.is_multigraph() else {}
    for *names, data in network.edges(data=True, **keyed):  # source, target and the key of parallel edges
        plain.add_edge(*map(xml_clean, names), **_scalar_attributes(data))
    return plain


def _scalar_attributes(data: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _scalar(value) for name, value in data.items() if value is not None}


def _scalar(value: Any) -> Any:
    if isinstance(value, Mapping):
        value = tuple(f"{name} {count}" for name, count in sorted(value.items()))
    if isinstance(value, (tuple, list)):
        return xml_clean("; ".join(value))
    return xml_clean(value) if isinstance(value, str) else value
