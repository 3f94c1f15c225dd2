"""Fitting the reader (``features/weights/reader.npz``). Not installed; needs PyTorch and the texts."""
