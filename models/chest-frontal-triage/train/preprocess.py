"""The preprocessing contract `pad-square-triangle-percentile-v1`, in numpy alone.

Whatever runs the exported model must repeat these four steps to within 1e-3:

1. pad to a square of side max(height, width), image centred (the odd pixel goes after),
   filled with the minimum of the image;
2. resize to size x size with a separable triangle filter, widened when shrinking (antialias),
   half-pixel centres, weights normalised to one: columns first, then rows, in floating point;
3. lo, hi = the 0.5th and 99.5th percentile of the resized square, linear interpolation;
4. clip((x - lo) / (hi - lo), 0, 1), or all zeros when hi equals lo.
"""

import numpy as np

NAME = "pad-square-triangle-percentile-v1"
SIZE = 320
PERCENTILES = (0.5, 99.5)


def pad_square(image):
    """Centres a 2-D image on a square canvas filled with its minimum."""
    height, width = image.shape
    side = max(height, width)
    canvas = np.full((side, side), image.min(), dtype=np.float64)
    top, left = (side - height) // 2, (side - width) // 2
    canvas[top:top + height, left:left + width] = image
    return canvas


def triangle_weights(source, target):
    """Resampling matrix [target, source] of a triangle filter; the rows sum to one.

    The same filter as PIL's BILINEAR: its half-width is the scale when shrinking and one
    source pixel when enlarging.
    """
    scale = source / target
    support = max(scale, 1.0)
    centres = (np.arange(target) + 0.5) * scale
    distance = np.abs(np.arange(source) + 0.5 - centres[:, None]) / support
    weights = np.maximum(0.0, 1.0 - distance)
    return weights / weights.sum(axis=1, keepdims=True)


def preprocess(image, size=SIZE):
    """2-D grey image (air dark) to float32 [size, size] in 0..1."""
    square = pad_square(np.asarray(image, dtype=np.float64))
    weights = triangle_weights(square.shape[0], size)
    resized = weights @ (square @ weights.T)
    lo, hi = np.percentile(resized, PERCENTILES)
    if hi == lo:
        return np.zeros((size, size), dtype=np.float32)
    return np.clip((resized - lo) / (hi - lo), 0.0, 1.0).astype(np.float32)
