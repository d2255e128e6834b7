"""Documents of one name are told apart by their folders."""

from analysis.article.naming import document_names


def test_as_many_folders_as_are_needed():
    """Only where names meet; a path given twice is one document."""
    names = document_names(["a/north/x.txt", "a/south/x.txt", "a/y.txt", "./a/y.txt", "-"])
    assert names == {
        "a/north/x.txt": "north/x.txt",
        "a/south/x.txt": "south/x.txt",
        "a/y.txt": "y.txt",
        "-": "-",
    }
    deep = document_names(["a/1/z/x.txt", "b/1/z/x.txt"])
    assert sorted(deep.values()) == ["a/1/z/x.txt", "b/1/z/x.txt"]
