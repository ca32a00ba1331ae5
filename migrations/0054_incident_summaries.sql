-- What the incidents of a problem end with instead of its own summary, which is not for everybody who reads them.
alter table problem_closing add column incident_summary text;
