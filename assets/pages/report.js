"use strict";
(function () {
  async function inflated(text) {
    const packed = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  }

  /* Numbers of seven bits a byte, the lowest first. */
  function numbers(bytes) {
    const found = [];
    let value = 0, shift = 1;
    for (const byte of bytes) {
      value += (byte & 127) * shift;
      if (byte < 128) { found.push(value); value = 0; shift = 1; } else { shift *= 128; }
    }
    return found;
  }

  /* Sums over the square around every cell. */
  function boxSums(values, rows, cols, reach) {
    const wide = cols + 1, table = new Float64Array((rows + 1) * wide), out = new Float64Array(rows * cols);
    for (let r = 0; r < rows; r++) {
      let line = 0;
      for (let c = 0; c < cols; c++) {
        line += values[r * cols + c];
        table[(r + 1) * wide + c + 1] = table[r * wide + c + 1] + line;
      }
    }
    for (let r = 0; r < rows; r++) {
      const top = Math.max(r - reach, 0) * wide, low = Math.min(r + reach + 1, rows) * wide;
      for (let c = 0; c < cols; c++) {
        const left = Math.max(c - reach, 0), right = Math.min(c + reach + 1, cols);
        out[r * cols + c] = table[low + right] - table[top + right] - table[low + left] + table[top + left];
      }
    }
    return out;
  }

  class Film {
    constructor(box, data, zones, gains, places) {
      Object.assign(this, { box, data, zones, gains, places });
      this.starts = [0];
      for (let at = 0; at < gains.length; ) { at += 1 + 2 * gains[at]; this.starts.push(at); }
      this.count = new Float64Array(zones.length);
      this.second = 0;
      this.cells = document.createElement("canvas");
      this.cells.width = data.cols;
      this.cells.height = data.rows;
      this.pen = this.cells.getContext("2d", { willReadFrequently: true });
      this.squares = data.middles.map((_m, z) => boxSums(zones.map((n) => (n === z + 1 ? 1 : 0)), data.rows, data.cols, data.reach));
      this.canvas = box.querySelector("canvas");
      this.ground = box.querySelector("img.ground");
      this.button = box.querySelector("button");
      this.slider = box.querySelector("input");
      this.out = box.querySelector("output");
      this.speed = box.querySelector("select");
      this.playing = false;
      this.button.addEventListener("click", () => this.toggle());
      this.slider.addEventListener("input", () => this.seek(Number(this.slider.value)));
      this.seek(data.seconds);
    }

    /* Adds what the seconds up to one gained; from the beginning where it lies behind. */
    seek(second) {
      if (second < this.second) { this.count.fill(0); this.second = 0; }
      for (; this.second < second; this.second++) {
        let cell = -1, at = this.starts[this.second] + 1;
        for (const end = this.starts[this.second + 1]; at < end; at += 2) { cell += this.gains[at]; this.count[cell] += this.gains[at + 1]; }
      }
      this.colour();
      this.show();
    }

    colour() {
      const d = this.data, image = this.pen.createImageData(d.cols, d.rows);
      d.middles.forEach((middle, z) => {
        const own = this.count.map((n, i) => (this.zones[i] === z + 1 ? n : 0));
        const sums = boxSums(own, d.rows, d.cols, d.reach);
        for (let i = 0; i < sums.length; i++) {
          if (this.zones[i] !== z + 1) continue;
          const share = sums[i] / (this.squares[z][i] * d.cell_cm2) / middle;
          const place = 6 * Math.floor(Math.min(Math.max((share - d.low) * d.factor + 0.5, 0), 255));
          const row = Math.floor(i / d.cols), col = i % d.cols;
          let rgb = [0, 2, 4].map((k) => parseInt(d.colours.substr(place + k, 2), 16));
          if (share < d.too_little && (row + col) % 7 < 2) rgb = [255, 255, 255];
          if (share > d.too_much && (((row - col) % 7) + 7) % 7 < 2) rgb = [10, 15, 20];
          image.data.set([rgb[0], rgb[1], rgb[2], 255], 4 * i);
        }
      });
      this.pen.putImageData(image, 0, 0);
    }

    show() {
      const d = this.data, ctx = this.canvas.getContext("2d"), px = d.px_per_mm, cell = d.cell_um / 1000;
      ctx.clearRect(0, 0, this.canvas.width, this.canvas.height);
      if (this.ground.complete) ctx.drawImage(this.ground, 0, 0, this.canvas.width, this.canvas.height);
      ctx.imageSmoothingEnabled = false;
      const x = -d.window_mm[0] * px, y = -d.window_mm[1] * px;
      ctx.drawImage(this.cells, x, y, d.cols * cell * px, d.rows * cell * px);
      this.ring(ctx, px);
      this.slider.value = this.second;
      const words = (t) => Math.floor(t / 60) + ":" + String(t % 60).padStart(2, "0");
      this.out.textContent = words(d.begin_s + this.second) + " / " + words(d.begin_s + d.seconds);
    }

    ring(ctx, px) {
      const n = this.places.length / 3, at = Math.min(this.second * this.data.rate, n - 1), d = this.data;
      if (at < 0) return;
      const x = (this.places[at] / 100 - d.window_mm[0]) * px, y = (this.places[n + at] / 100 - d.window_mm[1]) * px;
      for (const [colour, width] of [["#ffffff", 5], ["#17212a", this.places[2 * n + at] ? 3 : 1.5]]) {
        ctx.beginPath();
        ctx.arc(x, y, (d.tip_um / 2000) * px, 0, 2 * Math.PI);
        ctx.strokeStyle = colour;
        ctx.lineWidth = width;
        ctx.stroke();
      }
    }

    toggle() {
      this.playing = !this.playing;
      if (this.playing && this.second >= this.data.seconds) this.seek(0);
      this.button.textContent = this.playing ? this.button.dataset.pause : this.button.dataset.play;
      this.since = null;
      if (this.playing) requestAnimationFrame((now) => this.tick(now));
    }

    tick(now) {
      if (!this.playing) return;
      this.since = this.since || [now, this.second];
      const due = this.since[1] + Math.floor(((now - this.since[0]) / 1000) * Number(this.speed.value));
      if (due !== this.second) this.seek(Math.min(due, this.data.seconds));
      if (this.second >= this.data.seconds) this.toggle();
      else requestAnimationFrame((later) => this.tick(later));
    }
  }

  document.querySelectorAll("[data-film]").forEach(async (box) => {
    const data = JSON.parse(document.getElementById(box.dataset.film).textContent);
    const [zones, gains, places] = await Promise.all([data.zones, data.gains, data.places].map(inflated));
    const film = new Film(box, data, zones, numbers(gains), new Int16Array(places.buffer));
    film.ground.addEventListener("load", () => film.show());
    box.film = film;
    box.dataset.ready = "yes";
  });
})();
