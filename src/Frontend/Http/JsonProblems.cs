namespace Petitions.Frontend.Http;

/// <summary>The style of calls that programs make: problem details (RFC 9457).</summary>
internal sealed class JsonProblems : IProblemStyle
{
    /// <summary>The style, as metadata of an endpoint.</summary>
    public static readonly JsonProblems Style = new();

    private JsonProblems()
    {
    }

    /// <inheritdoc/>
    public Task RefuseAsync(HttpContext http, Problem problem, string? detail = null) =>
        detail is null ? Answers.Refuse(http, problem) : Answers.Refuse(http, problem, detail);

    /// <summary>A group of calls that programs make.</summary>
    public static RouteGroupBuilder Group(IEndpointRouteBuilder routes) => routes.MapGroup("").WithMetadata(Style);
}
