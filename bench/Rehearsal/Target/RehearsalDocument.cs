namespace Petitions.Bench.Rehearsal.Target;

/// <summary>
/// The petition that is signed in a rehearsal. Marked as one, so that it is not listed and never handed over; every address in it is
/// under <c>.invalid</c> (RFC 2606), so that nothing can reach anybody.
/// </summary>
internal static class RehearsalDocument
{
    public static string FileName(string slug) => $"{slug}.en.md";

    public static string Of(string slug) => $"""
        ---
        schema: petition/v1
        id: {slug}
        lang: en
        title: A rehearsal of the surge
        subject: This is a rehearsal and goes to nobody
        rehearsal: true
        addressee:
          name: Nobody
          office: Office of Rehearsals
          address:
            - 1 Rehearsal Road
            - Nowhere
          country: AU
        opensAt: 2020-01-01
        goals: [1000, 10000, 100000, 1000000]
        minimumAge: 16
        counter: exact
        privacyNotice: https://rehearsal.invalid/privacy
        safeCountries: https://rehearsal.invalid/safe-countries
        controller:
          name: A rehearsal
          contact: privacy@rehearsal.invalid
        handover:
          retentionDays: 1
        transfer:
          country: AU
          adequacy: none
          fields: [givenName, familyName]
          risks: Nothing is sent anywhere in a rehearsal; this text is as long as a real one, so that the page weighs what a real page weighs.
        consent:
          version: 2026-01
          method: checkbox
          text: >-
            I know that this is a rehearsal, that nobody signs here and that everything in it is removed afterwards (GDPR Art. 49(1)(a) is the
            article that a real petition would name here).
        ---
        Dear Nobody,

        This letter is signed by a program that pretends to be many people, so that those who run the petition know beforehand what happens
        when many people come at once.

        **Please do nothing at all.**

        - It was never sent;
        - nobody has signed it;
        - and it will be gone afterwards.

        Yours sincerely,

        """;
}
