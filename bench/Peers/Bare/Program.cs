using System.Text.Json;
using System.Text.Json.Serialization;

// The ceiling: Kestrel that parses and validates the same JSON as the product, stores nothing and answers the same bytes. Written as a
// minimal API, as most people would.
var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.ClearProviders();
builder.Services.ConfigureHttpJsonOptions(options =>
{
    options.SerializerOptions.TypeInfoResolverChain.Insert(0, BareJson.Default);
    options.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
});
var app = builder.Build();

app.MapGet("/readyz", () => "ready");
app.MapPost("/api/v1/petitions/{slug}/signatures", (string slug, SignBody body) =>
{
    var valid = slug.Length <= 64 && IsName(body.GivenName) && IsName(body.FamilyName) && IsAddress(body.Email) && body.AgeConfirmed
        && body.Consents is [{ Id: "transfer" }];
    return valid ? Results.Json(new SignReply(new string('r', 64), "accepted"), BareJson.Default.SignReply, statusCode: 201) : Results.UnprocessableEntity();
});
app.Run();

static bool IsName(string text) => text.Length is > 0 and <= 100 && !text.Any(char.IsControl);

static bool IsAddress(string text) => text.Length <= 254 && text.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && text.IndexOf('.', at) > 0;

internal sealed record SignBody(
    string GivenName, string FamilyName, string Email, string? Place, string? Country, string? Locale, bool AgeConfirmed, ConsentBody[] Consents,
    bool Newsletter = false);

internal sealed record ConsentBody(string Id, string Version);

internal sealed record SignReply(string Receipt, string Status);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(SignBody))]
[JsonSerializable(typeof(SignReply))]
internal sealed partial class BareJson : JsonSerializerContext;
