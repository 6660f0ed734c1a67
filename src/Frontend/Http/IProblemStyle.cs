namespace Petitions.Frontend.Http;

/// <summary>The form in which an endpoint answers problems: problem details, a page, a notice in a frame. Endpoint metadata.</summary>
internal interface IProblemStyle
{
    /// <summary>Answers with the problem.</summary>
    /// <param name="http">The call.</param>
    /// <param name="problem">The problem, which decides status and headers.</param>
    /// <param name="detail">A reason that is only known now; styles without room for one leave it out.</param>
    Task RefuseAsync(HttpContext http, Problem problem, string? detail = null);
}

/// <summary>The style of the site's pages. Implemented where pages are rendered.</summary>
internal interface IProblemPages : IProblemStyle;
