import { describe, expect, test } from "vitest";
import { parseLink } from "../../../src/links/parse.ts";
import { dialString } from "../../../src/links/phone-number.ts";

/**
 * Links as they are found in the wild: spellings from RFCs, vendors' manuals, templates and public sites, with
 * numbers that nobody has.
 */
type Row = readonly [link: string, expected: string];

/** The link in one line: what it leads to, or why not and which piece is to blame. */
function read(link: string, region: string): string {
  const intent = parseLink(link, {
    redirectScheme: "app.handset.desktop",
    linkScheme: "handset",
    region,
    areaCode: region === "CA" ? "604" : "",
  });
  switch (intent.kind) {
    case "call":
      return `call ${dialString(intent.number)}`;
    case "message": {
      const numbers = [intent.number, ...intent.others].map(dialString).join(" ");
      return `message ${numbers}${intent.text === null ? "" : `: ${intent.text}`}`;
    }
    case "open":
      return `open ${intent.page}`;
    case "redirect":
      return "redirect";
    case "rejected":
      return `${intent.reason}${intent.part === null ? "" : `: ${intent.part}`}`;
  }
}

const spellings = (name: string, region: string, rows: readonly Row[]): void => {
  describe(`${name}, for an account in ${region}`, () => {
    test.each(rows)("%s", (link, expected) => {
      expect(read(link, region)).toBe(expected);
    });
  });
};

spellings("the examples of RFC 3966, RFC 2806 and RFC 5341", "US", [
  ["tel:+1-201-555-0123", "call +12015550123"],
  ["tel:7042;phone-context=example.com", "foreign-context: example.com"],
  ["tel:863-1234;phone-context=+1-914-555", "call +19148631234"],
  ["tel:+358-555-1234567", "call +3585551234567"],
  ["tel:+358-555-1234567;postd=pp22", "tones-after-number: ;postd=pp22"],
  ["tel:0w003585551234567;phone-context=+3585551234", "has-letters: w"],
  ["tel:+1234567890;phone-context=+1234;vnd.company.option=foo", "not-a-number: +1234567890"],
  ["tel:+358-555-1234567;isub=1411", "call +3585551234567"],
  ["tel:1-800-555-0199;phone-context=+1", "call +18005550199"],
  ["tel:911;phone-context=+1", "call 911"],
  ["tel:7042;phone-context=+1415555", "call +14155557042"],
  ["tel:7042;phone-context=cs.columbia.example", "foreign-context: cs.columbia.example"],
  ["tel:+1-212-555-0101;tsp=terrifictelecom.example", "call +12125550101"],
  ["tel:+1-800-234-5678;cic=+1-6789", "call +18002345678"],
  ["tel:+1-202-533-1234;npdi;rn=+1-202-544-0000", "call +12025331234"],
  ["tel:+442079460018;phone-context=+44", "call +442079460018"],
  ["tel:02079460018;phone-context=+44", "call +442079460018"],
  ["tel:*97;phone-context=example.org", "foreign-context: example.org"],
  ["tel:+14155550123;m-gateway=5", "mandatory-parameter: ;m-gateway"],
  ["tel:+14155550123;ext=1;ext=2", "malformed: ;ext=2"],
  ["tel:+14155550123;phone-context=", "malformed: ;phone-context="],
  ["tel:5550123;phone-context=+", "malformed: ;phone-context=+"],
]);

spellings("numbers on web sites and in templates", "US", [
  ["tel:+14155550123", "call +14155550123"],
  ["tel:14155550123", "call +14155550123"],
  ["tel:4155550123", "call +14155550123"],
  ["tel:415-555-0123", "call +14155550123"],
  ["tel:415.555.0123", "call +14155550123"],
  ["tel:415 555 0123", "call +14155550123"],
  ["tel:(415) 555-0123", "call +14155550123"],
  ["tel:(415)555-0123", "call +14155550123"],
  ["tel:1-800-555-0199", "call +18005550199"],
  ["tel:1.800.555.0199", "call +18005550199"],
  ["tel:1 (800) 555-0199", "call +18005550199"],
  ["tel:+1 (415) 555-0123", "call +14155550123"],
  ["tel:+1.415.555.0123", "call +14155550123"],
  ["tel:+1(415)5550123", "call +14155550123"],
  ["tel: +1 415 555 0123", "call +14155550123"],
  ["tel:+1 415 555 0123 ", "call +14155550123"],
  ["tel:%20+14155550123", "call +14155550123"],
  ["tel:%0a+14155550123", "not-a-number: \ufffd"],
  ["tel:+14155550123%09", "not-a-number: \ufffd"],
  ["tel:+1%20415%20555%200123", "call +14155550123"],
  ["tel:%28415%29%20555-0123", "call +14155550123"],
  ["tel:%2B14155550123", "call +14155550123"],
  ["tel:+1\u00a0415\u00a0555\u00a00123", "call +14155550123"],
  ["tel:+1\u2011415\u2011555\u20110123", "call +14155550123"],
  ["tel:415\u2013555\u20130123", "call +14155550123"],
  ["tel://+14155550123", "call +14155550123"],
  ["tel://4155550123/", "call +14155550123"],
  ["tel:///4155550123", "call +14155550123"],
  ["tel://+41 31 385 18 27", "call +41313851827"],
  ["TEL:+14155550123", "call +14155550123"],
  ["Tel:415-555-0123", "call +14155550123"],
  ["tel:(+1) 415 555 0123", "call +14155550123"],
  ["tel:(+84) 24 2246 2020", "call +842422462020"],
  ["tel:0049 30 23125 000", "call +493023125000"],
  ["tel:0034-650-714-355", "call +34650714355"],
  ["tel:011-44-20-7946-0018", "call +442079460018"],
  ["tel:+44 (0)20 7946 0018", "call +442079460018"],
  ["tel:+44(0)2079460018", "call +442079460018"],
  ["tel:+41 (0)44 668 18 00", "call +41446681800"],
  ["tel:+39 06 1234 5678", "call +390612345678"],
  ["tel:+39 (0)6 12345678", "call +390612345678"],
  ["tel:5550123", "no-area-code: 5550123"],
  ["tel:555-0123", "no-area-code: 5550123"],
  ["tel:+49", "not-a-number: +49"],
  ["tel:0000000000", "call +10000000000"],
  ["tel:", "no-number"],
  ["tel:#", "service-code: #"],
  ["tel:N/A", "has-letters: N"],
  ["tel:undefined", "has-letters: undefined"],
  ["tel:null", "has-letters: null"],
  ["tel:{{phone}}", "has-letters: phone"],
  ["tel:<%= mobile %>", "malformed: %= "],
  ["tel:1-800-CLEARED", "has-letters: CLEARED"],
  ["tel:(702) 555-AUTO", "has-letters: AUTO"],
  ["tel:+1415555O123", "has-letters: O"],
  ["tel:Call us: 415 555 0123", "has-letters: Callus"],
  ["tel:415-555-0123 or 415-555-0124", "has-letters: or"],
  ["tel:415-555-0123, 415-555-0124", "several-numbers: 4155550123,4155550124"],
  ["tel:415-555-0123/415-555-0124", "several-numbers: 4155550123/4155550124"],
  ["tel:4155550123;4155550124", "several-numbers: ;4155550124"],
  ["tel:+14155550123?subject=Hello", "call +14155550123"],
  ["tel:+14155550123?utm_source=mail", "call +14155550123"],
  ["tel:ann@example.com", "has-letters: ann"],
  ["tel:٠١٢٣٤٥٦٧٨٩", "not-a-number: ٠١٢٣٤٥٦٧٨٩"],
  ["tel:４１５５５５０１２３", "not-a-number: ４１５５５５０１２３"],
]);

spellings("extensions, codes and short numbers", "US", [
  ["tel:101", "call 101"],
  ["tel:8001", "call 8001"],
  ["tel:123456", "call 123456"],
  ["tel:988", "call 988"],
  ["tel:211", "call 211"],
  ["tel:*67", "call *67"],
  ["tel:*86", "call *86"],
  ["tel:%2A98", "call *98"],
  ["tel:*#06#", "service-code: *#06#"],
  ["tel:*%2306%23", "service-code: *#06#"],
  ["tel:**21*14155550123%23", "service-code: **21*14155550123#"],
  ["tel:*2767*3855%23", "service-code: *2767*3855#"],
  ["tel:*6714155550123", "service-code: *6714155550123"],
  ["tel:911", "call 911"],
  ["tel:9-1-1", "call 911"],
  ["tel:112", "call 112"],
  ["tel:+911", "call 911"],
  ["tel:110", "call 110"],
]);

spellings("extensions behind numbers: vCards, Outlook, mail signatures, CRM pages", "US", [
  ["tel:+1-201-555-0123;ext=123", "call +12015550123*123"],
  ["tel:+1-418-656-9254;ext=102", "call +14186569254*102"],
  ["tel:+1 201 555 0123;EXT=123", "call +12015550123*123"],
  ["tel:+14155550123;ext=1-2-3", "call +14155550123*123"],
  ["tel:+14155550123;ext=", "malformed: ;ext="],
  ["tel:+14155550123;ext=abc", "malformed: ;ext=abc"],
  ["tel:+14155550123;ext=12345678901", "malformed: ;ext=12345678901"],
  ["tel:+14155550123;", "call +14155550123"],
  ["tel:+14155550123;;ext=5", "call +14155550123*5"],
  ["tel:+14155550123;type=work", "call +14155550123"],
  ["tel:+14155550123%3Bext=5", "tones-after-number: ;ext=5"],
  ["tel:+14155550123x5", "tones-after-number: x5"],
  ["tel:+14155550123 x 5", "tones-after-number: x5"],
  ["tel:+14155550123 ext. 5", "has-letters: ext"],
  ["tel:+14155550123,5", "tones-after-number: ,5"],
  ["tel:+14155550123,,,5#", "tones-after-number: ,,,5#"],
  ["tel:+14155550123%2C%2C5", "tones-after-number: ,,5"],
  ["tel:8005550199,1,2,3", "tones-after-number: ,1,2,3"],
  ["tel:+14155550123p5", "tones-after-number: p5"],
  ["tel:+14155550123w5", "tones-after-number: w5"],
  ["tel:+14155550123;5", "tones-after-number: ;5"],
  ["tel:+14155550123;42#", "tones-after-number: ;42#"],
]);

spellings("Germany, Austria and others who write slashes and zeros", "DE", [
  ["tel:030/23125000", "call +493023125000"],
  ["tel:030 / 23125 000", "call +493023125000"],
  ["tel:+49 30/23125-000", "call +493023125000"],
  ["tel:+49 (0) 30 23125-000", "call +493023125000"],
  ["tel:+49 (0)30 - 23 12 50 00", "call +493023125000"],
  ["tel:(030) 23125000", "call +493023125000"],
  ["tel:03023125-0", "call +4930231250"],
  ["tel:0049 30 23125000", "call +493023125000"],
  ["tel:+49-30-23125000", "call +493023125000"],
  ["tel:0171 3920000", "call +491713920000"],
  ["tel:0900 1 123456", "call +499001123456"],
  ["tel:110", "call 110"],
  ["tel:112", "call 112"],
  ["tel:116117", "call 116117"],
  ["tel:004315550123", "call +4315550123"],
  ["tel:0033 1 23 45 67 89", "call +33123456789"],
]);

spellings("the United Kingdom", "GB", [
  ["tel:020 7946 0018", "call +442079460018"],
  ["tel:(020) 7946 0018", "call +442079460018"],
  ["tel:07700 900123", "call +447700900123"],
  ["tel:0044 20 7946 0018", "call +442079460018"],
  ["tel:+44 20 7946 0018", "call +442079460018"],
  ["tel:0800 496 0018", "call +448004960018"],
  ["tel:0909 8790000", "call +449098790000"],
  ["tel:999", "call 999"],
  ["tel:011 44 20 7946 0018", "call +442079460018"],
]);

spellings("Canada, seven digits in its own area", "CA", [
  ["tel:555-0123", "call +16045550123"],
  ["tel:604-555-0123", "call +16045550123"],
]);

spellings("callto:, of NetMeeting, Skype and templates", "US", [
  ["callto:+14155550123", "call +14155550123"],
  ["callto://+14155550123", "call +14155550123"],
  ["callto:415 555 0123", "call +14155550123"],
  ["callto:+1-415-555-0123?call", "call +14155550123"],
  ["callto:+14155550123?chat", "call +14155550123"],
  ["callto:%2B14155550123?call", "call +14155550123"],
  ["callto:101", "call 101"],
  ["callto:echo123", "has-letters: echo"],
  ["callto:skype-user", "has-letters: skypeuser"],
  ["callto:+14155550123+type=phone", "has-letters: type"],
  ["callto:someone@example.com", "has-letters: someone"],
  ["callto:+14155550123;+14155550124", "several-numbers: ;+14155550124"],
]);

spellings("sms: and smsto:, of RFC 5724, iOS, Android and codes to scan", "US", [
  ["sms:+15105550101", "message +15105550101"],
  ["sms:+15105550101,+15105550102", "message +15105550101 +15105550102"],
  ["sms:+15105550101?body=hello%20there", "message +15105550101: hello there"],
  ["sms:+15105550101,+15105550102?body=hello%20there", "message +15105550101 +15105550102: hello there"],
  ["sms:1-408-555-1212", "message +14085551212"],
  ["sms:214-555-0179", "message +12145550179"],
  ["sms:+14155550123&body=Hi", "message +14155550123: Hi"],
  ["sms:+14155550123;body=Hi", "message +14155550123: Hi"],
  ["sms:+14155550123;?&body=Hi", "message +14155550123: Hi"],
  ["sms:+14155550123?&body=Hi", "message +14155550123: Hi"],
  ["sms:+14155550123/&body=Hi", "message +14155550123: Hi"],
  ["sms://+15015550100;?&body=Hello%20World", "message +15015550100: Hello World"],
  ["sms:/* phone number here */?body=x", "has-letters: phonenumberhere"],
  ["sms:+14155550123;+14155550124", "message +14155550123 +14155550124"],
  ["sms:+14155550123;+14155550124?body=Hi", "message +14155550123 +14155550124: Hi"],
  ["sms://open?addresses=+14155550123,+14155550124&body=Hi", "message +14155550123 +14155550124: Hi"],
  ["sms:/open?addresses=+14155550123", "message +14155550123"],
  ["sms://open?addresses=1-800-555-0199", "message +18005550199"],
  ["sms:?body=Only%20a%20text", "no-number"],
  ["sms:&body=Only%20a%20text", "no-number"],
  ["sms:", "no-number"],
  ["sms:741741", "message 741741"],
  ["sms:838255?body=HELLO", "message 838255: HELLO"],
  ["smsto:+14155550123", "message +14155550123"],
  ["SMSTO:+14155550123:Hello from a code", "message +14155550123: Hello from a code"],
  ["smsto:4155550123?body=a%0Ab", "message +14155550123: a\nb"],
  ["sms:+14155550123?body=50%25%20off", "message +14155550123: 50% off"],
  ["sms:+14155550123?body=%F0%9F%91%8D", "message +14155550123: 👍"],
  ["sms:+14155550123,+14155550123", "message +14155550123"],
  ["sms:+14155550123;phone-context=+1?body=Hi", "message +14155550123: Hi"],
  ["sms:ann@example.com", "has-letters: ann"],
  ["sms:911", "not-writable: 911"],
  ["sms:*67", "service-code: *67"],
]);

spellings("sip: and sips: with a telephone number", "US", [
  ["sip:+14155550123@gateway.example.com;user=phone", "call +14155550123"],
  ["sip:+1-212-555-0112:1234@gateway.com;user=phone", "call +12125550112"],
  ["sips:1212@gateway.com", "call 1212"],
  ["sip:+14155550123@198.51.100.1:5060;transport=udp;user=phone", "call +14155550123"],
  ["sip:1411@[2001:db8::1]:5061;user=phone", "call 1411"],
  ["sip:+15551234567;cpc=emergency;oli=0@198.51.100.1;user=phone", "call +15551234567"],
  ["sip:+14155550123;ext=55@gateway.example.com", "call +14155550123*55"],
  ["sip:8631234;phone-context=+1914555@host.com;user=phone", "call +19148631234"],
  ["sip:1650555121;phone-context=blah.com@host.com", "foreign-context: blah.com"],
  ["sip:4155550123", "call +14155550123"],
  ["sip://4155550123@example.com", "call +14155550123"],
  ["sip:%2B14155550123@example.com", "call +14155550123"],
  ["sip:alice@atlanta.com", "sip-name: alice"],
  ["sip:alice:secretword@atlanta.com;transport=tcp", "sip-name: alice"],
  ["sips:alice@atlanta.com?subject=project%20x&priority=urgent", "sip-name: alice"],
  ["sip:atlanta.com;method=REGISTER?to=alice%40atlanta.com", "sip-name: atlanta.com"],
  ["sip:@example.com", "no-number"],
  ["sip:j%40s0n@example.com", "sip-name: j@s0n"],
]);

spellings("Handset's own links and RingCentral's", "US", [
  ["handset://call?number=%2B14155550123", "call +14155550123"],
  ["handset://call?number=+1 415 555 0123", "call +14155550123"],
  ["handset://call/?number=4155550123", "call +14155550123"],
  ["handset://call?number=101", "call 101"],
  ["handset://call?number=%2B14155550123%3Bext%3D7", "call +14155550123*7"],
  ["handset://call?number=1&number=2", "call 1"],
  ["handset://sms?number=4155550123&text=On%20my%20way", "message +14155550123: On my way"],
  ["handset://sms?number=+14155550123,+14155550124&text=Hi", "message +14155550123 +14155550124: Hi"],
  ["handset://open?page=history", "open history"],
  ["handset://open?page=../../etc/passwd", "unknown-action: ../../etc/passwd"],
  ["handset://run?command=calc.exe", "unknown-action: run"],
  ["rcmobile://call?number=4155550123", "call +14155550123"],
  ["rcmobile://sms?number=4155550123", "message +14155550123"],
  ["rcmobile://voicemail", "open messages"],
  ["rcmobile://history", "open history"],
  ["rcapp://r/call?number=4155550123", "call +14155550123"],
  ["rcapp://r/dialer?number=%2B14155550123", "call +14155550123"],
  ["rcapp://r/sms?type=new&number=4155550123&content=Hello", "message +14155550123: Hello"],
  ["rcapp://r/video?meeting=1", "unknown-action: video"],
]);

spellings("what other programs' links look like", "US", [
  ["skype:+14155550123?call", "malformed: skype:"],
  ["whatsapp://send?phone=14155550123", "malformed: whatsapp:"],
  ["https://wa.me/14155550123", "malformed: https:"],
  ["facetime:+14155550123", "malformed: facetime:"],
  ["mailto:ann@example.com", "malformed: mailto:"],
  ["javascript:alert(1)", "malformed: javascript:"],
  ["+14155550123", "malformed"],
]);
