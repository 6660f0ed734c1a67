namespace Petitions.Bench.Rehearsal.Target;

/// <summary>
/// The petition that is signed in a rehearsal. It is marked as one, so it is unlisted, and its parcels are marked, too. Every address in it
/// is under <c>.invalid</c> (RFC 2606), so nothing can be delivered.
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
          risks: >-
            Nothing is sent anywhere in a rehearsal. This text is as long as a real one, so that the page has the size of a real page.
        consent:
          version: 2026-01
          method: checkbox
          text: >-
            I know that this is a rehearsal, that it collects no real signatures, and that all of its data is deleted afterwards (a real
            petition would name GDPR Art. 49(1)(a) here).
        ---
        Dear Nobody,

        This petition is signed by a load test. It shows before the launch what happens when very many signatures arrive within a short
        time, and whether all of them are stored.

        **Please do nothing at all.**

        - It is never sent;
        - no person has signed it;
        - and it is deleted afterwards.

        Yours sincerely,

        """;
}
