// A photo becomes small enough for a poor line. Drawing it anew leaves only the picture: no place, no time, no phone.
const LONGEST = 1600;
const SMALL = 144;

const canvas = (bitmap, longest) => {
  const scale = Math.min(1, longest / Math.max(bitmap.width, bitmap.height));
  const drawn = document.createElement("canvas");
  drawn.width = Math.max(1, Math.round(bitmap.width * scale));
  drawn.height = Math.max(1, Math.round(bitmap.height * scale));
  drawn.getContext("2d").drawImage(bitmap, 0, 0, drawn.width, drawn.height);
  return drawn;
};

// {bytes: ArrayBuffer of a JPEG, small: data URL}; fails on what is no picture.
export async function shrink(file) {
  const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
  const blob = await new Promise((good, bad) => canvas(bitmap, LONGEST).toBlob((b) => (b ? good(b) : bad(new Error("no picture"))), "image/jpeg", 0.82));
  return { bytes: await blob.arrayBuffer(), small: canvas(bitmap, SMALL).toDataURL("image/jpeg", 0.7) };
}
