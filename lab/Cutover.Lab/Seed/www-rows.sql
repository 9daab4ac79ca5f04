insert into site (hostname, root_slug) values ('www.lab.test', 'home');
insert into editor (name, email) select 'Editor ' || i, 'editor' || i || '@lab.test' from generate_series(1, 40) i;
insert into page (slug, title, body)
select 'page-' || i, 'Page ' || i, repeat('Internet standards are made here. ', 12) from generate_series(1, 20 * $scale) i;
insert into page_log (page_id, op) select i, 'create' from generate_series(1, 20 * $scale) i;
insert into page_revision (page_id, content, created_at)
select 1 + i % (20 * $scale), jsonb_build_object('title', 'Page ' || i, 'body', repeat('Earlier words. ', 20)), now() - i * interval '1 hour'
from generate_series(1, 100 * $scale) i;
insert into redirect (old_path, link) select '/old/' || i, '/page-' || i || '/' from generate_series(1, 5 * $scale) i;
insert into image (title, file, width, height)
select 'Image ' || i, noise.bytes, 640, 480
from generate_series(1, 3 * $scale) i,
    lateral (select string_agg(sha512((i * 1000 + k)::text::bytea), ''::bytea) as bytes from generate_series(1, 512) k) noise;
insert into publish_job (name, crontab, enabled) values ('publish_scheduled', '0 * * * *', true), ('update_index', '0 3 * * 0', true);
