// The words of the interface, numbers, dates and names in the language of the reader.

const DAY = 86_400_000;
// What an embedded name cannot turn round: it is put between marks that end its direction.
const FIRST_STRONG_ISOLATE = "\u2068";
const POP_ISOLATE = "\u2069";
const RIGHT_TO_LEFT = /^[^\p{L}]*[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}]/u;

export const isRightToLeft = (text) => RIGHT_TO_LEFT.test(text);
export const isolated = (text) => `${FIRST_STRONG_ISOLATE}${text}${POP_ISOLATE}`;

export class Words {
  constructor(data, language) {
    this.language = language;
    this.data = data;
    this.codes = data.words[language];
    this.messages = this.codes.interface;
    this.direction = this.messages.direction;
  }

  // A message, its braces filled. A number chooses among the forms of a message that has some.
  say(key, values = {}) {
    const message = this.messages[key];
    const form = typeof message === "object" ? message[values.n === 1 ? "one" : "other"] : message;
    return form.replace(/\{(\w+)\}/g, (_, name) =>
      typeof values[name] === "number" ? this.number(values[name]) : values[name],
    );
  }

  number(value, decimals = 0) {
    const [whole, part] = Math.abs(value).toFixed(decimals).split(".");
    const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
    const plain = `${value < 0 ? "−" : ""}${grouped}${part ? `.${part}` : ""}`;
    return plain.replace(/[\d.,]/g, (sign) =>
      sign === "." ? this.messages.decimal : sign === "," ? this.messages.thousands : this.messages.digits[sign],
    );
  }

  // Digits as they are read in the language, without groups: years and codes of time.
  digits(text) {
    return String(text).replace(/\d/g, (digit) => this.messages.digits[digit]);
  }

  day(number) {
    const date = new Date(number * DAY);
    return this.say("day", {
      day: this.digits(date.getUTCDate()),
      month: this.messages.month_names[date.getUTCMonth()],
      year: this.digits(date.getUTCFullYear()),
    });
  }

  month(number) {
    const date = new Date(number * DAY);
    return this.say("month", {
      month: this.messages.month_names[date.getUTCMonth()],
      year: this.digits(date.getUTCFullYear()),
    });
  }

  isoDay(text) {
    return this.day(Date.parse(`${text}T00:00:00Z`) / DAY);
  }

  // A stretch of days, as short as can be: a year, a month, a day, or from one to another.
  period(first, last) {
    if (first === last) return this.day(first);
    const [from, to] = [new Date(first * DAY), new Date((last + 1) * DAY)];
    if (from.getUTCDate() === 1 && to.getUTCDate() === 1) {
      const months = (to.getUTCFullYear() - from.getUTCFullYear()) * 12 + to.getUTCMonth() - from.getUTCMonth();
      if (months === 1) return this.month(first);
      if (months === 12 && from.getUTCMonth() === 0) return this.digits(from.getUTCFullYear());
    }
    return this.say("period", { from: this.day(first), to: this.day(last) });
  }

  // An actor or place: its name in the language, or else its words.
  name(thing) {
    return thing.names[this.language] ?? thing.names.en ?? thing.label;
  }

  actor(number) {
    return number === null ? this.say("nobody_named") : this.name(this.data.actors[number]);
  }

  country(code) {
    const names = this.data.countries[code];
    return names?.[this.language] ?? names?.en ?? code;
  }

  source(number) {
    return this.data.sourceNames[number] || this.say("source_unknown");
  }
}
