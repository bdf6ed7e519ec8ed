/** One of the five people whose stories the demo tells; `name` is how the sign-in list shows them. */
export interface Persona {
  id: "ana" | "jonas" | "maeve" | "zoe" | "chen";
  /** Their number in the shop, which is also their customer key there. */
  customerNumber: string;
  name: string;
  email: string;
  /** One sentence, by locale of the demo. */
  story: Record<"en" | "de" | "zh-Hans" | "zh-Hant", string>;
}

export const personas = [
  {
    id: "ana",
    customerNumber: "10001",
    name: "Ana Ribeiro",
    email: "ana.ribeiro@example.com",
    story: {
      en: "Ana loves it all: every switch is on, and she has looked at thousands of products.",
      de: "Ana findet alles gut: Jeder Schalter ist an, und sie hat Tausende Produkte angesehen.",
      "zh-Hans": "Ana 样样都喜欢：所有开关都开着，浏览过几千件商品。",
      "zh-Hant": "Ana 樣樣都喜歡：所有開關都開著，瀏覽過幾千件商品。",
    },
  },
  {
    id: "jonas",
    customerNumber: "10002",
    name: "Jonas Weber",
    email: "jonas.weber@example.com",
    story: {
      en: "Jonas buys here and wants nothing else: he turned every switch off and objected to the rest.",
      de: "Jonas kauft hier ein und will sonst nichts: Er hat alles ausgeschaltet und dem Rest widersprochen.",
      "zh-Hans": "Jonas 只想买东西：他关掉了所有开关，其余的也提出了反对。",
      "zh-Hant": "Jonas 只想買東西：他關掉了所有開關，其餘的也提出了反對。",
    },
  },
  {
    id: "maeve",
    customerNumber: "10003",
    name: "Maeve Gallagher",
    email: "maeve.gallagher@example.com",
    story: {
      en: "Maeve never gave a phone number, so nothing can reach her by text.",
      de: "Maeve hat nie eine Telefonnummer angegeben, deshalb erreicht sie keine SMS.",
      "zh-Hans": "Maeve 从未留过电话号码，所以收不到任何短信。",
      "zh-Hant": "Maeve 從未留過電話號碼，所以收不到任何簡訊。",
    },
  },
  {
    id: "zoe",
    customerNumber: "10004",
    name: "Zoë O’Hara",
    email: "zoe.o'hara+trail&rope@example.com",
    story: {
      en: "Zoë’s name and address break naive code: quotes, tags, emoji, and text that runs the other way.",
      de: "Zoës Name und Adresse sprengen naiven Code: Anführungszeichen, Tags, Emoji und Schrift von rechts.",
      "zh-Hans": "Zoë 的姓名和地址专治粗心的代码：引号、标签、表情符号和从右往左的文字。",
      "zh-Hant": "Zoë 的姓名和地址專治粗心的程式：引號、標籤、表情符號和由右至左的文字。",
    },
  },
  {
    id: "chen",
    customerNumber: "10005",
    name: "陈静怡",
    email: "chen.jingyi@example.com",
    story: {
      en: "Chen Jingyi lives in Shanghai and reads everything here in Chinese.",
      de: "Chen Jingyi lebt in Shanghai und liest hier alles auf Chinesisch.",
      "zh-Hans": "陈静怡住在上海，在这里用中文阅读一切。",
      "zh-Hant": "陳靜怡住在上海，在這裡用中文閱讀一切。",
    },
  },
] as const satisfies readonly Persona[];

/** Two customers who gave the same address: a sign-in with it lets no one in. */
export const sharedEmail = "familie.brandt@example.com";
