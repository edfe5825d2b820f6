"""Validate a graph against the SHACL shapes."""

from __future__ import annotations

from rdflib import Graph
from rdflib.namespace import RDF

from ..ontology.errors import GraphError
from ..ontology.vocabulary import load_shapes, load_vocabulary


def conforms(graph: Graph) -> list[str]:
    """Return a message for each place where a graph breaks the shapes: none where it conforms.

    Raises GraphError where pyshacl is not installed.
    """
    try:
        from pyshacl import validate
        from pyshacl.consts import SH_focusNode, SH_resultMessage, SH_ValidationResult
    except ImportError as error:
        raise GraphError("validation needs the package pyshacl: pip install pyshacl") from error
    # The vocabulary goes into the data: pyshacl takes only classes and properties from an ontology graph.
    _, results, _ = validate(graph + load_vocabulary(), shacl_graph=load_shapes())
    return sorted(
        f"{results.value(result, SH_focusNode)}: {results.value(result, SH_resultMessage)}"
        for result in results.subjects(RDF.type, SH_ValidationResult)
    )
