"""Hidden checks of `conv2d`."""

import numpy as np

from nnprep.checks import (
    drawn_cases,
    float32_values,
    given,
    inputs_kept,
    near,
    part,
    robust,
    rows_independent,
    same_twice,
    style,
    vectorized,
)


@part("size")
def check_size(f, rng):
    """32 pixels, kernel 3"""
    return f.conv2d_out(32, 3)


@part("size")
def check_size_kept(f, rng):
    """padding that keeps the size: 32 pixels, kernels 3, 5 and 7"""
    return {f"kernel {k}": f.conv2d_out(32, k, pad=k // 2) for k in (3, 5, 7)}


@part("size")
def check_size_stem(f, rng):
    """the first layer of many image models: 224 pixels, kernel 7, stride 2, pad 3"""
    return f.conv2d_out(224, 7, 2, 3)


@part("size")
def check_size_floor(f, rng):
    """7 pixels, kernel 3, strides 2, 3 and 4: some leave a remainder"""
    return {f"stride {s}": f.conv2d_out(7, 3, s) for s in (2, 3, 4)}


@part("size")
def check_size_dilation(f, rng):
    """32 pixels, kernel 3, dilation 2, with and without padding"""
    return {f"pad {pad}": f.conv2d_out(32, 3, 1, pad, 2) for pad in (0, 2)}


@part("size")
def check_size_one(f, rng):
    """a kernel as long as the row, and a kernel of one"""
    return {
        "kernel 9": f.conv2d_out(9, 9),
        "kernel 1": f.conv2d_out(9, 1),
        "stride 3": f.conv2d_out(9, 1, stride=3),
        "dilation 4": f.conv2d_out(9, 1, dilation=4),
    }


def any_size(rng, kernel, stride, pad, dilation, rest):
    """A row that the kernel fits into."""
    span = dilation * (kernel - 1) + 1
    return max(1, span - 2 * pad) + rest, kernel, stride, pad, dilation


check_size_drawn = drawn_cases(
    "conv2d_out",
    any_size,
    changing=(0,),
    part="size",
    title="random sizes, strides, paddings and dilations",
    kernel=(1, 7, 20),
    stride=(1, 4, 9),
    pad=(0, 4, 12),
    dilation=(1, 4, 12),
    rest=lambda rng, large: int(rng.integers(0, 2000 if large else 30)),
)


@part("size")
@style
def check_kind_of_size(f, rng):
    """the size is an int"""
    size = f.conv2d_out(32, 3)
    near("the size", "int" if isinstance(size, np.integer) else type(size).__name__, "int")


def case(rng, image, kernel, stride=1, pad=0, images=2, channels=3, filters=4):
    given(batch_size=images, channels=channels, filters=filters)
    return drawn(rng, images, channels, filters, image, kernel, stride, pad)


def drawn(rng, images, channels, filters, image, kernel, stride, pad):
    x = rng.standard_normal((images, channels, *image))
    w = rng.standard_normal((filters, channels, *kernel))
    return x, w, 0.5 + rng.random(filters), stride, pad


def example(rng):
    return case(rng, (6, 7), (3, 2), 2, 1)


@part("forward")
def check_layer(f, rng):
    """2 images of 3 × 6 × 6, 4 filters of 3 × 3, stride 1, no padding"""
    return f.conv2d_forward(*case(rng, (6, 6), (3, 3)))


@part("forward")
def check_padded(f, rng):
    """padding 1, which keeps the size"""
    return f.conv2d_forward(*case(rng, (5, 5), (3, 3), 1, 1))


@part("forward")
def check_wide_padding(f, rng):
    """padding 3, wider than the kernel: some windows see only zeros"""
    return f.conv2d_forward(*case(rng, (2, 3), (2, 2), 1, 3, filters=2))


@part("forward")
def check_stride(f, rng):
    """images of 8 × 7, stride 2, padding 1"""
    return f.conv2d_forward(*case(rng, (8, 7), (3, 3), 2, 1))


@part("forward")
def check_rectangular(f, rng):
    """images of 5 × 8, kernels of 2 × 3"""
    return f.conv2d_forward(*case(rng, (5, 8), (2, 3)))


@part("forward")
def check_tall_kernel(f, rng):
    """kernels of 4 × 1, stride 2, padding 2"""
    return f.conv2d_forward(*case(rng, (5, 4), (4, 1), 2, 2))


@part("forward")
def check_all_equal(f, rng):
    """all sizes 3, where the wrong axis still fits"""
    return f.conv2d_forward(*case(rng, (3, 3), (3, 3), 1, 1, 3, 3, 3))


@part("forward")
def check_one_by_one(f, rng):
    """kernels of 1 × 1: channels are mixed, pixel by pixel"""
    return f.conv2d_forward(*case(rng, (3, 4), (1, 1)))


@part("forward")
def check_one_image(f, rng):
    """a batch of one"""
    return f.conv2d_forward(*case(rng, (4, 5), (3, 3), images=1))


@part("forward")
def check_one_channel(f, rng):
    """one image, one channel, one filter"""
    return f.conv2d_forward(*case(rng, (5, 5), (3, 3), 1, 0, 1, 1, 1))


@part("forward")
def check_whole_image(f, rng):
    """a kernel as large as the image: one number for each filter"""
    return f.conv2d_forward(*case(rng, (4, 3), (4, 3)))


@part("forward")
def check_wide_stride(f, rng):
    """a stride larger than the kernel, which skips pixels"""
    return f.conv2d_forward(*case(rng, (9, 8), (2, 2), 3, 0))


@part("forward")
def check_larger_than_the_image(f, rng):
    """a kernel that only fits into the padded image"""
    return f.conv2d_forward(*case(rng, (2, 2), (4, 3), 1, 1))


def sides(low, high, large_low, large_high):
    """Two drawn sizes that differ, height and width, of a small case or a large one."""

    def draw(rng, large):
        height = int(rng.integers(*((large_low, large_high + 1) if large else (low, high + 1))))
        return height, height + int(rng.choice([1, 2]))

    return draw


check_forward_drawn = drawn_cases(
    "conv2d_forward",
    drawn,
    changing=(1, 2),
    part="forward",
    images=(1, 2, 2),
    channels=(1, 3, 2),
    filters=(1, 4, 3),
    image=sides(3, 4, 17, 18),
    kernel=sides(1, 2, 1, 2),
    stride=(1, 2, 3),
    pad=(0, 1, 3),
)
check_images_alone = part("forward")(rows_independent("conv2d_forward", example))
check_repeat = same_twice("conv2d_forward", example, part="forward")
check_inputs = inputs_kept("conv2d_forward", example, part="forward")


@part("forward")
@robust
def check_pixels(f, rng):
    """pixels from 0 to 255, as uint8"""
    x, *rest = example(rng)
    return f.conv2d_forward(rng.integers(0, 256, x.shape).astype(np.uint8), *rest)


check_float32 = float32_values("conv2d_forward", example, part="forward")
check_vectorized = vectorized(
    "conv2d_forward", lambda rng: drawn(rng, 4, 3, 5, (8, 8), (3, 3), 1, 0), part="forward"
)
