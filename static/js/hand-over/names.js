// Names compared on the phone as on the server: the tables of `common.names` come with the page, this reads them.
"use strict";

const Names = (() => {
  const tables = JSON.parse(document.getElementById("tables").textContent);
  const CYRILLIC = /[\u0400-\u052f\u1c80-\u1c8f\u2de0-\u2dff\ua640-\ua69f]/gu;
  const LATIN = /[A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0250-\u02af\u1e00-\u1eff]/gu;
  const PLAIN = /^(?:[\sA-Za-z\-.,]*|[\sА-Яа-яҐґЄєІіЇї\-.,]*)$/u;
  const DIGIT = /(?<=\p{L})[1|](?!\p{Nd})|(?<!\p{Nd})[1|](?=\p{L})/gu;
  const HYPHENS = /\s*[-\u2010-\u2015\u2212\u00ad\ufe58\ufe63\uff0d]+\s*/gu;
  const DROPPED = new RegExp(`[${tables.apostrophes}\u0301]`, "gu");

  const mapped = (word, table) => Array.from(word, (letter) => table[letter] ?? letter).join("");

  function repaired(word) {
    const cyrillic = word.match(CYRILLIC) ?? [];
    const latin = word.match(LATIN) ?? [];
    if (!cyrillic.length) return word;
    if (!latin.length) return word.replace(DIGIT, "і").replace(/[Ӏӏ]/g, "і");
    const ownLatin = latin.some((letter) => !(letter in tables.to_cyrillic));
    const ownCyrillic = cyrillic.some((letter) => !(letter in tables.to_latin));
    if (!ownLatin && (ownCyrillic || cyrillic.length >= latin.length)) {
      const letters = Object.fromEntries(Object.entries(tables.to_cyrillic).filter(([from]) => !"1|".includes(from)));
      return mapped(word, letters).replace(DIGIT, "і");
    }
    return ownCyrillic ? word : mapped(word, tables.to_latin);
  }

  function fold(text) {
    let folded = text.normalize("NFC").replace(/[\t\n\r\v\f\u0085\p{Zs}\p{Zl}\p{Zp}]/gu, " ").replace(/\p{C}/gu, "");
    folded = folded.replaceAll("Ё", "Е").replaceAll("ё", "е").replace(DROPPED, "");
    if (!PLAIN.test(folded)) folded = folded.replace(/[^\s-]+/gu, repaired);
    folded = folded.replace(HYPHENS, "-").replace(/\s+/gu, " ").replace(/^[ -]+|[ -]+$/g, "");
    return folded.toLowerCase().replaceAll("i\u0307", "i");
  }

  function compiled(rules) {
    const pattern = rules.map(([rule], place) => `(?<r${place}>${rule})`).join("|");
    return [new RegExp(pattern, "gu"), rules.map(([, sound]) => sound)];
  }

  const latinRules = compiled(tables.latin);
  const tongues = tables.tongues.map(compiled);
  const pairs = new RegExp(`${Object.keys(tables.pairs).join("|")}|.`, "gsu");

  function read(letters, [pattern, sounds]) {
    return letters.replace(pattern, (...found) => {
      const groups = found.at(-1);
      return sounds[Object.keys(groups).find((name) => groups[name] !== undefined).slice(1)];
    });
  }

  function sound(piece) {
    const known = tables.pairs[piece] ?? tables.cyrillic[piece];
    return known ?? (/[\u0400-\u052f]/u.test(piece) ? "" : piece);
  }

  function lettersOf(word) {
    const letters = fold(word).replace(/[^\p{L}\p{Nl}\p{No}]/gu, "");
    const bare = mapped(letters, tables.marked).replaceAll("й", "и").replaceAll("ў", "у").normalize("NFD");
    return bare.replace(/\p{M}/gu, "");
  }

  function finished(sounds) {
    const bare = mapped(sounds, tables.sounds).replace(/[a-z]+/g, "a").replace(/(.)\1+/gsu, "$1");
    return (bare.slice(0, 1) + bare.slice(1).replaceAll("a", "")).toLowerCase();
  }

  // The skeleton first, then those that other tongues give its Latin letters.
  function readings(word) {
    const letters = lettersOf(word);
    if (!/^[a-z]*$/.test(letters)) return [finished(letters.replace(pairs, sound))];
    const found = [finished(read(letters, latinRules))];
    for (const tongue of letters ? tongues : []) found.push(finished(read(read(letters, tongue), latinRules)));
    return [...new Set(found.filter((key, place) => place === 0 || key))];
  }

  // Whether each typed word begins one of the keys: 2 as it is written, 1 by its sound, 0 not at all.
  function likeness(words, keys) {
    const told = words.map(({ folded, sounds }) => {
      if (keys.some((key) => key.startsWith(folded))) return 2;
      return sounds.some((each) => keys.some((key) => key.startsWith(each))) ? 1 : 0;
    });
    return Math.min(...told);
  }

  function sought(text) {
    const words = text.split(/[\s-]+/u).map((word) => ({ folded: fold(word), bones: readings(word) }));
    return words.filter(({ folded }) => folded).map(({ folded, bones }) => {
      // Of one sound nearly every name begins with it.
      return { folded, sounds: bones.filter((key) => key.length > 1).map((key) => key.toUpperCase()) };
    });
  }

  return { fold, readings, sought, likeness };
})();
