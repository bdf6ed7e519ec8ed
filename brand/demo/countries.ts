import type { Random } from "./random";

/** Where customers of the demo live: names, towns and numbers as people there write them. */
export interface Country {
  code: string;
  lang: string;
  currency: string;
  vat: number;
  given: readonly string[];
  family: readonly string[];
  towns: readonly (readonly [town: string, postalCode: string, region?: string])[];
  street: (random: Random) => string;
  /** `n` is unique per person, so that no two people share a number. */
  mobile: (n: number) => string;
  familyFirst?: boolean;
}

const four = (n: number) => String(n).padStart(4, "0");
const words = (text: string) => text.split(" ");

export const countries: Record<string, Country> = {
  PT: {
    code: "PT",
    lang: "en",
    currency: "EUR",
    vat: 0.23,
    given: words("Inês Tiago Beatriz Duarte Mafalda Rui Leonor Gonçalo Sofia Nuno Matilde Vasco"),
    family: words("Silva Ferreira Carvalho Teixeira Moreira Araújo Lopes Cunha Pinto Azevedo Nogueira Sá"),
    towns: [
      ["Porto", "4050-115"],
      ["Braga", "4700-320"],
      ["Lisboa", "1100-048"],
      ["Coimbra", "3000-150"],
    ],
    street: (r) =>
      `${r.pick(["Rua das Oliveiras", "Travessa do Carmo", "Rua do Sol", "Avenida da Boavista"])} ${r.int(2, 240)}`,
    mobile: (n) => `+351 91 555 ${four(n)}`,
  },
  DE: {
    code: "DE",
    lang: "de",
    currency: "EUR",
    vat: 0.19,
    given: words("Lena Paul Hannah Felix Jürgen Greta Moritz Sabine Jörg Käthe Emre Aylin"),
    family: words("Schäfer Krüger Vogel Lindner Groß Yılmaz Hartmann Böhm Winter Köster Seidel Brandt"),
    towns: [
      ["Hamburg", "22765"],
      ["Leipzig", "04109"],
      ["München", "80331"],
      ["Freiburg", "79098"],
    ],
    street: (r) => `${r.pick(["Lindenstraße", "Am Mühlbach", "Bergweg", "Kleine Gasse"])} ${r.int(1, 130)}`,
    mobile: (n) => `0151 5550${four(n)}`,
  },
  GB: {
    code: "GB",
    lang: "en",
    currency: "GBP",
    vat: 0.2,
    given: words("Amelia Callum Priya Owen Fiona Idris Zara Duncan Nia Hamish Leila Rhys"),
    family: words("Hughes Campbell Patel Okafor Sinclair Whitfield Morgan Fraser Begum Ashworth Pryce Doyle"),
    towns: [
      ["Bristol", "BS1 4DJ"],
      ["Keswick", "CA12 5BY"],
      ["Fort William", "PH33 6AR"],
      ["Sheffield", "S1 2HE"],
    ],
    street: (r) => `${r.int(1, 99)} ${r.pick(["Mill Lane", "Station Road", "Church Street", "Fell View"])}`,
    mobile: (n) => `07700 90${four(n)}`,
  },
  US: {
    code: "US",
    lang: "en",
    currency: "USD",
    vat: 0,
    given: words("Madison Diego Harper Elijah Keisha Wyatt Mei Jordan Camila Theo Ruth Ezra"),
    family: words("Nguyen Johnson Garcia Brooks Tanaka Sullivan Reyes Walker Kowalski Bennett Fox Rivera"),
    towns: [
      ["Oakland", "94612", "CA"],
      ["Truckee", "96161", "CA"],
      ["Boulder", "80302", "CO"],
      ["Portland", "97205", "OR"],
    ],
    street: (r) =>
      `${r.int(100, 9800)} ${r.pick(["Alder Street", "Summit Avenue", "Creek Road", "3rd Street"])}`,
    mobile: (n) => `+1 (415) 555-${four(n)}`,
  },
  CH: {
    code: "CH",
    lang: "de",
    currency: "CHF",
    vat: 0.081,
    given: words("Urs Regula Beat Nadja Reto Corinne Luca Annina"),
    family: words("Zbinden Aebischer Caduff Meier Graf Bernasconi Frei Küng"),
    towns: [
      ["Bern", "3011"],
      ["Chur", "7000"],
      ["Thun", "3600"],
    ],
    street: (r) => `${r.pick(["Postgasse", "Seestrasse", "Im Rank"])} ${r.int(1, 80)}`,
    mobile: (n) => `+41 79 555 ${four(n).slice(0, 2)} ${four(n).slice(2)}`,
  },
  CN: {
    code: "CN",
    lang: "zh-CN",
    currency: "EUR",
    vat: 0,
    given: words("子涵 雨桐 浩然 梓萱 嘉怡 志强 晓雯 俊杰"),
    family: words("王 李 张 刘 杨 赵 周 吴"),
    towns: [
      ["上海市", "200031"],
      ["成都市", "610041"],
      ["昆明市", "650031"],
    ],
    street: (r) => `${r.pick(["武康路", "人民南路", "翠湖北路"])}${r.int(1, 300)}号`,
    mobile: (n) => `+86 138 5550 ${four(n)}`,
    familyFirst: true,
  },
  TW: {
    code: "TW",
    lang: "zh-TW",
    currency: "EUR",
    vat: 0,
    given: words("怡君 冠宇 雅婷 承恩 詠晴 柏翰 佳穎 宗翰"),
    family: words("林 黃 蔡 許 鄭 謝 洪 曾"),
    towns: [
      ["臺北市", "106"],
      ["臺中市", "403"],
      ["花蓮市", "970"],
    ],
    street: (r) => `${r.pick(["和平東路", "中山路", "美崙街"])}${r.int(1, 200)}號`,
    mobile: (n) => `+886 912 55${four(n).slice(0, 1)} ${four(n).slice(1)}`,
    familyFirst: true,
  },
};

/** How many of the 300 live where: mostly at home and next door. */
export const spread = words("PT PT PT PT PT DE DE DE DE DE DE GB GB GB US US CH CN CN TW");
