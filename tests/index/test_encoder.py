import numpy as np
import pytest

from index.encoder import PACKAGED_SHA256, SentenceEncoder
from index.errors import EncoderError


def test_name_is_known_before_the_model_is_loaded():
    encoder = SentenceEncoder()
    assert encoder.name == f"all-MiniLM-L6-v2@{PACKAGED_SHA256[:8]}"
    assert not encoder.loaded


@pytest.mark.slow
def test_vectors_are_unit_rows_in_order(encoder):
    vectors = encoder.encode(["Wheat is sold in Ostrava.", "Gas flows.", "Wheat is exported."])
    assert (vectors.shape, vectors.dtype) == ((3, 384), np.float32)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert vectors[0] @ vectors[2] > vectors[0] @ vectors[1]
    assert encoder.encode([]).shape[0] == 0


def test_a_folder_that_is_no_model(tmp_path):
    for asked in (str(tmp_path), str(tmp_path / "gone"), "nobody/no-such-model"):
        with pytest.raises(EncoderError, match="ONRECORD_ENCODER"):
            SentenceEncoder(asked).name  # noqa: B018
    (tmp_path / "modules.json").write_text("[]")
    with pytest.raises(EncoderError, match="no weights"):
        SentenceEncoder(str(tmp_path)).name  # noqa: B018


def test_a_damaged_model_says_so(tmp_path):
    (tmp_path / "modules.json").write_text("{")
    (tmp_path / "model.safetensors").write_bytes(b"x")
    with pytest.raises(EncoderError, match="not a usable model"):
        SentenceEncoder(str(tmp_path)).load()
