import { installedSchemes, type LoadedBrand } from "./brand-file.ts";
import { escapeXml } from "./xml.ts";

/**
 * AppStream metadata, by which software centres show the product.
 * Source: https://www.freedesktop.org/software/appstream/docs/chap-Metadata.html
 *
 * @param version of the package
 * @param date of the release, YYYY-MM-DD
 */
export function metainfo(
  { source, brand }: Pick<LoadedBrand, "source" | "brand">,
  version: string,
  date: string,
): string {
  const text = escapeXml;
  const developerId = brand.appId.split(".").slice(0, 2).join(".");
  const schemes = installedSchemes(brand).map(
    (scheme) => `    <mediatype>x-scheme-handler/${scheme}</mediatype>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<component type="desktop-application">
  <id>${brand.appId}</id>
  <name>${text(brand.name)}</name>
  <summary>${text(brand.summary)}</summary>
  <metadata_license>CC0-1.0</metadata_license>
  <project_license>${text(source.licence)}</project_license>
  <developer id="${developerId}">
    <name>${text(source.publisher.name)}</name>
  </developer>
  <description>
    <p>
      ${text(brand.name)} makes and takes the calls and messages of a RingCentral account. Sign in once in your own
      browser; the sign-in is kept in the system's keychain.
    </p>
    <p>Any phone number behind a link is a call away, and none is dialled without asking you first.</p>
  </description>
  <launchable type="desktop-id">${brand.shortName}.desktop</launchable>
  <url type="homepage">${text(brand.support.website)}</url>
  <url type="help">${text(brand.support.help)}</url>
  <categories>
    <category>Network</category>
    <category>Telephony</category>
  </categories>
  <provides>
    <binary>${brand.shortName}</binary>
${schemes.join("\n")}
  </provides>
  <branding>
    <color type="primary" scheme_preference="light">${source.colours.accent.light}</color>
    <color type="primary" scheme_preference="dark">${source.colours.accent.dark}</color>
  </branding>
  <content_rating type="oars-1.1">
    <content_attribute id="social-chat">intense</content_attribute>
    <content_attribute id="social-audio">intense</content_attribute>
    <content_attribute id="social-contacts">intense</content_attribute>
  </content_rating>
  <releases>
    <release version="${text(version)}" date="${date}"/>
  </releases>
</component>
`;
}
